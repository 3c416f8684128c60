#pragma once
#include <stddef.h>

/// HTML of GitHub-flavoured Markdown, or null when there is no memory. Raw HTML is left out, images become their
/// descriptions, and links lead to http, https and mailto alone. Ends with a NUL that `count` does not include; to be
/// freed by `basin_markdown_free`. May be called from any thread, after `basin_markdown_prepare` returned once.
char *basin_markdown_html(const char *text, size_t length, size_t *count);
void basin_markdown_free(char *html);
void basin_markdown_prepare(void);

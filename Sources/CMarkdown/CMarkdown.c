#include "CMarkdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void basin_markdown_prepare(void) { cmark_gfm_core_extensions_ensure_registered(); }

static int leads_to(const char *url, const char *scheme) {
  return url && strncasecmp(url, scheme, strlen(scheme)) == 0;
}

// A link to another place of the same page is harmless; any other relative one would be one of ours.
static int is_harmless(const char *url) {
  return leads_to(url, "https://") || leads_to(url, "http://") || leads_to(url, "mailto:") || (url && url[0] == '#');
}

// Puts what is inside the node in its place.
static void unwrap(cmark_node *node) {
  for (cmark_node *child = cmark_node_first_child(node); child;) {
    cmark_node *next = cmark_node_next(child);
    cmark_node_unlink(child);
    cmark_node_insert_before(node, child);
    child = next;
  }
  cmark_node_unlink(node);
  cmark_node_free(node);
}

static void make_harmless(cmark_node *root) {
  cmark_iter *iter = cmark_iter_new(root);
  cmark_event_type event;
  while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
    if (event != CMARK_EVENT_EXIT) continue;
    cmark_node *node = cmark_iter_get_node(iter);
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_IMAGE || (type == CMARK_NODE_LINK && !is_harmless(cmark_node_get_url(node)))) {
      // The iterator has already decided where it goes from here, and what is inside was visited.
      unwrap(node);
    }
  }
  cmark_iter_free(iter);
}

// Rows are filled up to the width of their table, so that a small text could become a table of millions of cells.
static int may_hold_tables(const char *text, size_t length) {
  const size_t most_cells = 50000;
  size_t lines = 1, widest = 0, width = 0;
  for (size_t i = 0; i < length; i++) {
    if (text[i] == '|') width++;
    if (width > widest) widest = width;
    // A carriage return alone ends a line of Markdown, too.
    if (text[i] == '\n' || text[i] == '\r') lines++, width = 0;
  }
  return (widest + 1) * lines <= most_cells;
}

char *basin_markdown_html(const char *text, size_t length, size_t *count) {
  static const char *const names[] = {"strikethrough", "tasklist", "table"};
  const size_t extensions = may_hold_tables(text, length) ? 3 : 2;
  // Raw HTML is left out unless it is asked for.
  const int options = CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8;
  cmark_parser *parser = cmark_parser_new(options);
  for (size_t i = 0; i < extensions; i++) {
    cmark_syntax_extension *extension = cmark_find_syntax_extension(names[i]);
    if (extension) cmark_parser_attach_syntax_extension(parser, extension);
  }
  cmark_parser_feed(parser, text, length);
  cmark_node *document = cmark_parser_finish(parser);
  make_harmless(document);
  char *html = cmark_render_html(document, options, cmark_parser_get_syntax_extensions(parser));
  cmark_node_free(document);
  cmark_parser_free(parser);
  *count = html ? strlen(html) : 0;
  return html;
}

void basin_markdown_free(char *html) { free(html); }

#pragma once
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

/// A parser with its buffers, reused from document to document. Not thread-safe: one owner at a time.
typedef struct basin_json basin_json;

/// Bytes that must be readable (not necessarily zero) after the document.
size_t basin_json_padding(void);
basin_json *basin_json_create(void);
void basin_json_destroy(basin_json *parser);

/// Parses one whole document (RFC 8259, UTF-8 validated). Returns 0, or simdjson's error code.
/// On success `tape` and `strings` point into the parser until the next call. Tape words: simdjson doc/tape.md.
int32_t basin_json_parse(basin_json *parser, const uint8_t *bytes, size_t count,
                         const uint64_t **tape, const uint8_t **strings);
const char *basin_json_error(int32_t code);

#ifdef __cplusplus
}
#endif

#ifndef BASIN_ZLIB_SHIM_H
#define BASIN_ZLIB_SHIM_H

#include <string.h>
#include <zlib.h>

/// deflateInit2 is a macro; 15 + 16 writes a gzip header and trailer.
static inline int basin_gzip_start(z_stream *stream, int level) {
  memset(stream, 0, sizeof *stream);
  return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}

/// inflateInit2 is a macro; 15 + 32 accepts zlib and gzip headers.
static inline int basin_gunzip_start(z_stream *stream) {
  memset(stream, 0, sizeof *stream);
  return inflateInit2(stream, 15 + 32);
}

#endif

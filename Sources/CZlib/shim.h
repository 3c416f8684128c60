#include <zlib.h>
#include <string.h>
/// inflateInit2 is a macro; 15 + 32 accepts zlib and gzip headers.
static inline int basin_inflate_start(z_stream *s) {
  memset(s, 0, sizeof *s);
  return inflateInit2(s, 15 + 32);
}

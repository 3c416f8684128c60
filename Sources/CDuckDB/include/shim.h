// The header is fetched by scripts/bootstrap; the relative path lets Swift's importer find it without flags.
#include "../../../.deps/include/duckdb.h"
#include <string.h>

/// Writes one string cell of a vector. Strings over 12 bytes are referenced, not copied: `p` must live until the
/// chunk is appended.
static inline void basin_duck_put_string(duckdb_string_t *v, uint64_t row, const char *p, uint32_t n) {
  duckdb_string_t *s = v + row;
  s->value.inlined.length = n;
  if (n <= 12) {
    memset(s->value.inlined.inlined, 0, 12);
    memcpy(s->value.inlined.inlined, p, n);
  } else {
    memcpy(s->value.pointer.prefix, p, 4);
    s->value.pointer.ptr = (char *)p;
  }
}
static inline uint32_t basin_duck_string_length(const duckdb_string_t *v, uint64_t row) { return v[row].value.inlined.length; }
static inline const char *basin_duck_string_data(const duckdb_string_t *v, uint64_t row) {
  return v[row].value.inlined.length <= 12 ? v[row].value.inlined.inlined : v[row].value.pointer.ptr;
}

/// A file without a name that lies in memory only, or -1 where the system has none (Linux has).
int basin_memory_file(const char *name);

/// Arrow's C data interface, which duckdb.h only names: https://arrow.apache.org/docs/format/CDataInterface.html
struct ArrowSchema {
  const char *format;
  const char *name;
  const char *metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema **children;
  struct ArrowSchema *dictionary;
  void (*release)(struct ArrowSchema *);
  void *private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void **buffers;
  struct ArrowArray **children;
  struct ArrowArray *dictionary;
  void (*release)(struct ArrowArray *);
  void *private_data;
};

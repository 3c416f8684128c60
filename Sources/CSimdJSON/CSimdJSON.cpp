#include "CSimdJSON.h"
#include <new>
#include <simdjson.h>

struct basin_json { simdjson::dom::parser parser; };

extern "C" size_t basin_json_padding(void) { return simdjson::SIMDJSON_PADDING; }
extern "C" basin_json *basin_json_create(void) { return new (std::nothrow) basin_json(); }
extern "C" void basin_json_destroy(basin_json *parser) { delete parser; }
extern "C" int32_t basin_json_parse(basin_json *self, const uint8_t *bytes, size_t count,
                                    const uint64_t **tape, const uint8_t **strings) {
  auto result = self->parser.parse(bytes, count, false);
  if (result.error()) return int32_t(result.error());
  *tape = self->parser.doc.tape.get();
  *strings = self->parser.doc.string_buf.get();
  return 0;
}
extern "C" const char *basin_json_error(int32_t code) {
  return simdjson::error_message(simdjson::error_code(code));
}

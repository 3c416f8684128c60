#include "CMaxMindDB.h"
#include <maxminddb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct basin_geo {
  MMDB_s file;
};

basin_geo *basin_geo_open(const char *path, int32_t *error) {
  basin_geo *geo = calloc(1, sizeof(basin_geo));
  *error = geo ? MMDB_open(path, MMDB_MODE_MMAP, &geo->file) : MMDB_OUT_OF_MEMORY_ERROR;
  if (*error == MMDB_SUCCESS) return geo;
  free(geo);
  return NULL;
}

void basin_geo_close(basin_geo *geo) {
  MMDB_close(&geo->file);
  free(geo);
}

const char *basin_geo_error(int32_t error) { return MMDB_strerror(error); }

static basin_geo_text text(MMDB_entry_s *entry, const char *const *path) {
  basin_geo_text found = {NULL, 0};
  MMDB_entry_data_s data;
  if (MMDB_aget_value(entry, &data, path) != MMDB_SUCCESS || !data.has_data) return found;
  if (data.type != MMDB_DATA_TYPE_UTF8_STRING || data.data_size == 0) return found;
  found.text = data.utf8_string;
  found.count = data.data_size;
  return found;
}

int32_t basin_geo_find(const basin_geo *geo, const uint8_t *address, size_t count, basin_geo_place *place) {
  static const char *const country[] = {"country", "iso_code", NULL};
  static const char *const region[] = {"subdivisions", "0", "iso_code", NULL};
  static const char *const city[] = {"city", "names", "en", NULL};
  struct sockaddr_storage storage;
  memset(&storage, 0, sizeof(storage));
  if (count == 4) {
    struct sockaddr_in *v4 = (struct sockaddr_in *)&storage;
    v4->sin_family = AF_INET;
    memcpy(&v4->sin_addr, address, 4);
  } else {
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&storage;
    v6->sin6_family = AF_INET6;
    memcpy(&v6->sin6_addr, address, 16);
  }
  int error = MMDB_SUCCESS;
  MMDB_lookup_result_s result = MMDB_lookup_sockaddr(&geo->file, (const struct sockaddr *)&storage, &error);
  if (error != MMDB_SUCCESS || !result.found_entry) return 0;
  place->country = text(&result.entry, country);
  place->region = text(&result.entry, region);
  place->city = text(&result.entry, city);
  return 1;
}

#pragma once
#include <stddef.h>
#include <stdint.h>

/// A file in MaxMind's format, mapped into memory. May be asked from any thread.
typedef struct basin_geo basin_geo;

/// Text inside the mapped file; null when the file does not say.
typedef struct {
  const char *text;
  size_t count;
} basin_geo_text;

typedef struct {
  /// ISO 3166-1 alpha-2.
  basin_geo_text country;
  /// The part of ISO 3166-2 that follows the country.
  basin_geo_text region;
  /// In English.
  basin_geo_text city;
} basin_geo_place;

/// Null on failure; `error` then holds a code for `basin_geo_error`.
basin_geo *basin_geo_open(const char *path, int32_t *error);
void basin_geo_close(basin_geo *geo);
const char *basin_geo_error(int32_t error);

/// Of a four- or sixteen-byte address in network order. Returns 0 when nothing is known of it.
int32_t basin_geo_find(const basin_geo *geo, const uint8_t *address, size_t count, basin_geo_place *place);

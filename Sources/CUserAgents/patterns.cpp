#include "CUserAgents.h"
#include <memory>
#include <new>
#include <re2/filtered_re2.h>
#include <re2/set.h>
#include <string>
#include <vector>

namespace {
// A hostile text grows the automata that it reaches up to here, each.
constexpr int64_t kPatternMemory = 1 << 20;
constexpr int64_t kSetMemory = 32 << 20;

RE2::Options set_options(bool literal) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_never_capture(true);
  options.set_literal(literal);
  options.set_max_mem(kSetMemory);
  return options;
}
} // namespace

// Which patterns can match at all is decided by the strings that each needs, found all at once; only those are tried.
struct basin_patterns {
  re2::FilteredRE2 filter{3};
  std::unique_ptr<RE2::Set> needed;
};

extern "C" basin_patterns *basin_patterns_create(void) { return new (std::nothrow) basin_patterns(); }
extern "C" void basin_patterns_destroy(basin_patterns *self) { delete self; }

extern "C" int32_t basin_patterns_add(basin_patterns *self, const char *pattern, size_t count, int32_t ignores_case) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_case_sensitive(ignores_case == 0);
  options.set_max_mem(kPatternMemory);
  int number = -1;
  if (self->filter.Add(re2::StringPiece(pattern, count), options, &number) != RE2::NoError) return -1;
  return number;
}

extern "C" void basin_patterns_compile(basin_patterns *self) {
  std::vector<std::string> strings;
  self->filter.Compile(&strings);
  self->needed = std::make_unique<RE2::Set>(set_options(true), RE2::UNANCHORED);
  for (const auto &one : strings) self->needed->Add(one, nullptr);
  self->needed->Compile();
}

extern "C" int32_t basin_patterns_first(const basin_patterns *self, const char *text, size_t count, int32_t *groups,
                                        int32_t group_count) {
  // The needed strings are lower-case.
  std::string lowered(text, count);
  for (auto &byte : lowered)
    if (byte >= 'A' && byte <= 'Z') byte += 32;
  std::vector<int> found;
  self->needed->Match(lowered, &found);
  const re2::StringPiece whole(text, count);
  const int number = self->filter.FirstMatch(whole, found);
  if (number < 0 || group_count == 0) return number;
  std::vector<re2::StringPiece> parts(group_count);
  const RE2 &pattern = self->filter.GetRE2(number);
  const int known = std::min(group_count, pattern.NumberOfCapturingGroups() + 1);
  if (!pattern.Match(whole, 0, count, RE2::UNANCHORED, parts.data(), known)) return -1;
  for (int group = 0; group < group_count; group++) {
    const bool has = group < known && parts[group].data() != nullptr;
    groups[group * 2] = has ? int32_t(parts[group].data() - text) : -1;
    groups[group * 2 + 1] = has ? groups[group * 2] + int32_t(parts[group].size()) : -1;
  }
  return number;
}

struct basin_pattern_set {
  RE2::Set set{set_options(false), RE2::UNANCHORED};
};

extern "C" basin_pattern_set *basin_pattern_set_create(void) { return new (std::nothrow) basin_pattern_set(); }
extern "C" void basin_pattern_set_destroy(basin_pattern_set *self) { delete self; }
extern "C" int32_t basin_pattern_set_add(basin_pattern_set *self, const char *pattern, size_t count) {
  return self->set.Add(re2::StringPiece(pattern, count), nullptr) >= 0;
}
extern "C" void basin_pattern_set_compile(basin_pattern_set *self) { self->set.Compile(); }
extern "C" int32_t basin_pattern_set_matches(const basin_pattern_set *self, const char *text, size_t count) {
  return self->set.Match(re2::StringPiece(text, count), nullptr);
}

#include "CUserAgents.h"
#include <algorithm>
#include <cstdint>
#include <memory>
#include <new>
#include <re2/filtered_re2.h>
#include <re2/set.h>
#include <string>
#include <vector>

namespace {
// A hostile text grows the automaton of a pattern up to here.
constexpr int64_t kPatternMemory = 8 << 20;
constexpr int64_t kSetMemory = 32 << 20;

RE2::Options set_options(bool literal) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_never_capture(true);
  options.set_literal(literal);
  options.set_max_mem(kSetMemory);
  return options;
}

RE2::Options pattern_options(bool ignores_case) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_case_sensitive(!ignores_case);
  options.set_max_mem(kPatternMemory);
  return options;
}

// A pattern as it is, and without its large bounds. `.{0,300}` keeps a backtracking engine from taking for ever; to an
// automaton it is three hundred states. Without the bound a pattern finds all that it did and more, in a tenth of the
// time, and in a text that is no longer than the bound exactly the same.
struct Loosened {
  std::string pattern;
  size_t bound = SIZE_MAX;
};

Loosened loosened(const std::string &pattern) {
  Loosened result;
  for (size_t at = 0; at < pattern.size(); at++) {
    const char low = pattern[at] == '{' && at + 2 < pattern.size() && pattern[at + 2] == ',' ? pattern[at + 1] : 0;
    const size_t end = low == '0' || low == '1' ? pattern.find_first_not_of("0123456789", at + 3) : std::string::npos;
    if (end != std::string::npos && pattern[end] == '}' && end - (at + 3) >= 3 && end - (at + 3) <= 4) {
      result.bound = std::min<size_t>(result.bound, std::stoul(pattern.substr(at + 3, end - (at + 3))));
      result.pattern += low == '0' ? '*' : '+';
      at = end;
    } else {
      result.pattern += pattern[at];
    }
  }
  return result;
}
} // namespace

// Which patterns can match at all is decided by the strings that each needs, found all at once; then by the loosened
// patterns; what these find in a longer text is confirmed by the pattern itself.
struct basin_patterns {
  struct Exact {
    std::unique_ptr<RE2> pattern;
    size_t bound;
  };

  re2::FilteredRE2 loose{3};
  std::unique_ptr<RE2::Set> needed;
  std::vector<Exact> exact;

  bool finds(int number, const re2::StringPiece &text, std::vector<re2::StringPiece> &parts) const {
    const bool is_exact = text.size() > exact[number].bound;
    std::fill(parts.begin(), parts.end(), re2::StringPiece());
    const RE2 &pattern = is_exact ? *exact[number].pattern : loose.GetRE2(number);
    const int known = std::min(int(parts.size()), pattern.NumberOfCapturingGroups() + 1);
    return pattern.Match(text, 0, text.size(), RE2::UNANCHORED, parts.data(), known);
  }
};

extern "C" basin_patterns *basin_patterns_create(void) { return new (std::nothrow) basin_patterns(); }
extern "C" void basin_patterns_destroy(basin_patterns *self) { delete self; }

extern "C" int32_t basin_patterns_add(basin_patterns *self, const char *text, size_t count, int32_t ignores_case) {
  const std::string pattern(text, count);
  const Loosened loose = loosened(pattern);
  std::unique_ptr<RE2> exact;
  if (loose.bound != SIZE_MAX) {
    exact = std::make_unique<RE2>(pattern, pattern_options(ignores_case));
    if (!exact->ok()) return -1;
  }
  int number = -1;
  if (self->loose.Add(loose.pattern, pattern_options(ignores_case), &number) != RE2::NoError) return -1;
  self->exact.push_back({std::move(exact), loose.bound});
  return number;
}

extern "C" void basin_patterns_compile(basin_patterns *self) {
  std::vector<std::string> strings;
  self->loose.Compile(&strings);
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
  std::vector<re2::StringPiece> parts(group_count);
  int number = self->loose.FirstMatch(whole, found);
  if (number < 0) return -1;
  if (!self->finds(number, whole, parts)) {
    std::vector<int> all;
    self->loose.AllMatches(whole, found, &all);
    const auto next = std::find_if(all.begin(), all.end(), [&](int other) {
      return other > number && self->finds(other, whole, parts);
    });
    if (next == all.end()) return -1;
    number = *next;
  }
  for (int group = 0; group < group_count; group++) {
    const bool has = parts[group].data() != nullptr;
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

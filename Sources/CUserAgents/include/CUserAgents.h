#pragma once
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif

/// Many regular expressions of which the first that matches is asked, in time linear in the text whatever it holds
/// (RE2). Adding and compiling belong to one owner; then it may be asked from any thread.
typedef struct basin_patterns basin_patterns;

/// Null without memory.
basin_patterns *basin_patterns_create(void);
void basin_patterns_destroy(basin_patterns *patterns);

/// Adds a pattern. Returns its number, counted from 0; -1 when RE2 does not know how to read it.
int32_t basin_patterns_add(basin_patterns *patterns, const char *pattern, size_t count, int32_t ignores_case);

/// To be called once, after the last pattern.
void basin_patterns_compile(basin_patterns *patterns);

/// The lowest number of a pattern that is found in the text; -1 for none. `groups` takes start and end (bytes, -1 for no
/// match) of the whole and of `group_count - 1` groups.
int32_t basin_patterns_first(const basin_patterns *patterns, const char *text, size_t count, int32_t *groups,
                             int32_t group_count);

/// Patterns of which it only matters whether any is found.
typedef struct basin_pattern_set basin_pattern_set;
basin_pattern_set *basin_pattern_set_create(void);
void basin_pattern_set_destroy(basin_pattern_set *set);
/// Returns 0 when RE2 does not know how to read the pattern.
int32_t basin_pattern_set_add(basin_pattern_set *set, const char *pattern, size_t count);
void basin_pattern_set_compile(basin_pattern_set *set);
int32_t basin_pattern_set_matches(const basin_pattern_set *set, const char *text, size_t count);

/// What scripts/bootstrap made of ua-parser-builtins and crawler-user-agents: a JSON object.
const char *basin_user_agent_rules(size_t *count);

#ifdef __cplusplus
}
#endif

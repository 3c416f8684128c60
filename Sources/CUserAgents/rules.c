#include "CUserAgents.h"

// The file is found through the include path: .deps/share (scripts/bootstrap).
#ifdef __APPLE__
#define BASIN_SECTION ".section __TEXT,__const\n"
#define BASIN_NAME(name) "_" #name
#else
#define BASIN_SECTION ".section .rodata\n"
#define BASIN_NAME(name) #name
#endif

__asm__(BASIN_SECTION
        ".global " BASIN_NAME(basin_rules_start) "\n"
        ".global " BASIN_NAME(basin_rules_end) "\n"
        BASIN_NAME(basin_rules_start) ":\n"
        ".incbin \"user-agents.json\"\n"
        BASIN_NAME(basin_rules_end) ":\n"
        ".byte 0\n"
        ".text\n");

extern const char basin_rules_start[];
extern const char basin_rules_end[];

const char *basin_user_agent_rules(size_t *count) {
  *count = (size_t)(basin_rules_end - basin_rules_start);
  return basin_rules_start;
}

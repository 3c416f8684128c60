#define _GNU_SOURCE
#include "shim.h"
#ifdef __linux__
#include <sys/mman.h>
int basin_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC); }
#else
int basin_memory_file(const char *name) { (void)name; return -1; }
#endif

/* base/banned.h - what no file of the project calls; forced in front of every file by the build. */
#ifndef SG_BASE_BANNED_H
#define SG_BASE_BANNED_H

/* Included first, so that the poison below does not strike the system's own declarations. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <locale.h>

#undef alloca
#pragma GCC poison strcpy strcat sprintf vsprintf strtok strtok_r strtol strtoul strtoll strtoull
#pragma GCC poison atoi atol atoll gets alloca scanf fscanf sscanf localtime gmtime asctime ctime
#pragma GCC poison setlocale system popen strncpy strncat stpcpy

#endif

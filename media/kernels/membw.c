/*
 * STREAM-compatible memory bandwidth: not STREAM itself, and its results are not STREAM results.
 *
 * Usage: membw ELEMENTS PASSES THREADS
 *
 * Runs the four operations that STREAM made customary on three arrays of double, and prints the best rate of
 * PASSES-1 passes (the first is left out), counting the bytes that the program names: two arrays for Copy and
 * Scale, three for Add and Triad. MB are 10^6 bytes. Exit status: 0 measured and validated, 1 the arrays hold
 * wrong values, 2 wrong usage or no memory.
 *
 * C99 and POSIX; compile with -O2, and with -fopenmp for more than one thread.
 */
#define _POSIX_C_SOURCE 200809L
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#ifdef _OPENMP
#include <omp.h>
#define PARALLEL _Pragma("omp parallel for schedule(static)")
#else
#define PARALLEL
#endif

enum { OPERATIONS = 4, ALIGNMENT = 4096 };

/* Near sqrt(2)-1, with which one pass would leave every value as it was: values change with each pass, so that
 * a pass left out is found, and stay in range for any number of passes. */
#define SCALAR 0.414

static double *a, *b, *c;
static ptrdiff_t n;

static void copy(void) {
  PARALLEL
  for (ptrdiff_t i = 0; i < n; i++) c[i] = a[i];
}

static void scale(void) {
  PARALLEL
  for (ptrdiff_t i = 0; i < n; i++) b[i] = SCALAR * c[i];
}

static void add(void) {
  PARALLEL
  for (ptrdiff_t i = 0; i < n; i++) c[i] = a[i] + b[i];
}

static void triad(void) {
  PARALLEL
  for (ptrdiff_t i = 0; i < n; i++) a[i] = b[i] + SCALAR * c[i];
}

/* Pages go to the processor that first writes them: the same loop as the operations have. */
static void fill(void) {
  PARALLEL
  for (ptrdiff_t i = 0; i < n; i++) {
    a[i] = 1.0;
    b[i] = 2.0;
    c[i] = 0.0;
  }
}

static const struct {
  const char *name;
  int arrays;
} operations[OPERATIONS] = {{"Copy:", 2}, {"Scale:", 2}, {"Add:", 3}, {"Triad:", 3}};

/* Called through a volatile pointer, no operation can be merged with another, moved past a reading of the clock, or
 * left out because nothing looks at its result. */
static void (*volatile run[OPERATIONS])(void) = {copy, scale, add, triad};

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* The smallest step seen between two different readings of the clock, in seconds. */
static double granularity(void) {
  double least = 1.0;
  for (int sample = 0; sample < 50; sample++) {
    double start = now(), end = start;
    while (end <= start) end = now();
    if (end - start < least) least = end - start;
  }
  return least;
}

static int threads(void) {
  int counted = 1;
#ifdef _OPENMP
#pragma omp parallel
#pragma omp single
  counted = omp_get_num_threads();
#endif
  return counted;
}

static double *array(void) {
  void *memory = NULL;
  if (posix_memalign(&memory, ALIGNMENT, (size_t)n * sizeof(double)) != 0) return NULL;
  return memory;
}

/* Mean relative difference of the elements from what arithmetic on one number gives. */
static double error_of(const double *values, double expected) {
  double sum = 0.0;
  for (ptrdiff_t i = 0; i < n; i++) {
    double difference = values[i] - expected;
    sum += difference < 0 ? -difference : difference;
  }
  return sum / (double)n / expected;
}

static int validate(long passes) {
  double ea = 1.0, eb = 2.0, ec = 0.0;
  for (long pass = 0; pass < passes; pass++) {
    ec = ea;
    eb = SCALAR * ec;
    ec = ea + eb;
    ea = eb + SCALAR * ec;
  }
  const double *arrays[3] = {a, b, c};
  const double expected[3] = {ea, eb, ec};
  int failed = 0;
  for (int which = 0; which < 3; which++) {
    double error = error_of(arrays[which], expected[which]);
    /* Written so that an error which is not a number fails as well. */
    if (error < 1e-13) continue;
    printf("Failed Validation on array %c[], mean relative error %e\n", "abc"[which], error);
    failed = 1;
  }
  if (!failed) printf("Solution Validates: mean relative error less than 1e-13 on all three arrays\n");
  return failed;
}

static long number(const char *text, double most) {
  char *end;
  double value = strtod(text, &end);
  return *end == '\0' && value >= 1 && value <= most ? (long)value : 0;
}

int main(int count, char **arguments) {
  n = count == 4 ? (ptrdiff_t)number(arguments[1], (double)(PTRDIFF_MAX / 32)) : 0;
  long passes = count == 4 ? number(arguments[2], 100000) : 0;
  int asked = count == 4 ? (int)number(arguments[3], 65536) : 0;
  if (n < 1 || passes < 2 || asked < 1) {
    fprintf(stderr, "usage: membw ELEMENTS PASSES THREADS (PASSES at least 2)\n");
    return 2;
  }
#ifdef _OPENMP
  omp_set_dynamic(0);
  omp_set_num_threads(asked);
#endif
  a = array();
  b = array();
  c = array();
  if (a == NULL || b == NULL || c == NULL) {
    fprintf(stderr, "membw: no memory for three arrays of %ld elements\n", (long)n);
    return 2;
  }

  double step = granularity();
  printf("STREAM-compatible memory bandwidth (Xen Bench kernel 1)\n");
  printf("This system uses %d bytes per array element.\n", (int)sizeof(double));
  printf("Array size = %ld (elements), Offset = 0 (elements)\n", (long)n);
  printf("Each kernel will be executed %ld times.\n", passes);
  printf("Number of Threads requested = %d\n", asked);
  printf("Number of Threads counted = %d\n", threads());
  printf("Clock granularity = %.0f ns\n", step * 1e9);

  fill();
  double least[OPERATIONS], most[OPERATIONS], sum[OPERATIONS];
  for (int which = 0; which < OPERATIONS; which++) {
    least[which] = 1e30;
    most[which] = sum[which] = 0.0;
  }
  for (long pass = 0; pass < passes; pass++) {
    for (int which = 0; which < OPERATIONS; which++) {
      double start = now();
      run[which]();
      double time = now() - start;
      if (pass == 0) continue;
      sum[which] += time;
      if (time < least[which]) least[which] = time;
      if (time > most[which]) most[which] = time;
    }
  }

  double shortest = least[0];
  for (int which = 1; which < OPERATIONS; which++) {
    if (least[which] < shortest) shortest = least[which];
  }
  printf("The shortest test took %.0f microseconds.\n", shortest * 1e6);
  printf("   (= %.0f clock ticks)\n", shortest / step);
  printf("Function    Best Rate MB/s  Avg time     Min time     Max time\n");
  for (int which = 0; which < OPERATIONS; which++) {
    double bytes = (double)operations[which].arrays * (double)sizeof(double) * (double)n;
    printf("%-12s%12.1f  %11.9f  %11.9f  %11.9f\n", operations[which].name, bytes / least[which] / 1e6,
           sum[which] / (double)(passes - 1), least[which], most[which]);
  }
  int failed = validate(passes);
  free(a);
  free(b);
  free(c);
  return failed;
}

package io.quanjing.benchmark;

import io.quanjing.access.AuditAction;

/** What benchmarks write into the audit log. */
enum BenchmarkAction implements AuditAction {
    BENCHMARKS_IMPORTED,
    BENCHMARK_DELETED;

    @Override
    public String module() {
        return "benchmark";
    }
}

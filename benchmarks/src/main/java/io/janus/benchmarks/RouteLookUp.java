package io.janus.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

import io.janus.proxy.route.CanonicalPath;
import io.janus.proxy.route.RouteTable;

/**
 * Finding the route of a request whose head was scanned: its path is made canonical and looked up, with its host, among many.
 */
public class RouteLookUp extends NanosPerCall {

    @Param({ "10", "1000", "10000" })
    public int routes = 10;

    @Param
    public RouteKind kind = RouteKind.EXACT_PATH;

    private final CanonicalPath path = new CanonicalPath();
    private RouteTable table;
    private RoutePlan.Request[] requests;
    private Walk walk;

    @Setup
    public void compile() {
        table = RouteTable.compile(RoutePlan.routes(routes));
        requests = RoutePlan.requests(kind, routes);
        walk = new Walk(requests.length);
    }

    @Benchmark
    public int lookUp() {
        RoutePlan.Request request = requests[walk.next()];
        if (!path.read(request.bytes, request.head.pathStart(), request.head.pathEnd())) {
            throw new IllegalStateException("a good path was refused");
        }
        return table.match(request.bytes, request.head, path);
    }

    RoutePlan.Request[] requests() {
        return requests;
    }
}

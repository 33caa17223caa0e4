-- What wrk sends: six headers with the Host that it adds itself, about 330 bytes. Without a request() of ours wrk builds the
-- request once, so that the load generator stays cheap.
wrk.headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
wrk.headers["Accept"] = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
wrk.headers["Accept-Encoding"] = "gzip, deflate, br"
wrk.headers["Cookie"] = "session=5f1c0b7a9d3e4c2f8a6b1d0e; theme=dark"
wrk.headers["X-Request-Id"] = "7b0c2f6e-3d1a-4a59-9f0e-0c4d8e2b6a11"

-- One line that a script can read: requests, seconds, failures, and the latencies in microseconds.
function done(summary, latency, requests)
    local e = summary.errors
    io.write(string.format("RESULT %d %.6f %d %d %d %d\n", summary.requests, summary.duration / 1e6,
        e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50), latency:percentile(99), latency:percentile(99.9)))
end

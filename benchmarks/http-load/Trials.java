import java.util.Map;
import java.util.TreeMap;

/** What all trials have in common. */
final class Trials {

    private Trials() {
    }

    /** The options that say where the proxy is. */
    static Map<String, String> options() {
        Map<String, String> known = new TreeMap<>();
        known.put("port", null);
        known.put("endpoint-port", null);
        known.put("pid", null);
        // Of Janus; 0 for a proxy that has none.
        known.put("admin-port", "0");
        return known;
    }
}

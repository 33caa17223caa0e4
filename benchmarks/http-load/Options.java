import java.util.HashMap;
import java.util.Map;

/** The {@code --name value} pairs of a command line. What nobody knows or what is missing ends the program with exit code 2. */
final class Options {

    private final Map<String, String> values = new HashMap<>();

    /**
     * @param known all names, with the default of each; a default of null says that it must be given
     */
    Options(String[] args, Map<String, String> known) {
        values.putAll(known);
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : args[i];
            if (!known.containsKey(name) || i + 1 == args.length) {
                exit("unknown or without a value: " + args[i], known);
            }
            values.put(name, args[i + 1]);
        }
        values.forEach((name, value) -> {
            if (value == null) {
                exit("missing: --" + name, known);
            }
        });
    }

    String text(String name) {
        return values.get(name);
    }

    int number(String name) {
        return Integer.parseInt(values.get(name));
    }

    long big(String name) {
        return Long.parseLong(values.get(name));
    }

    double decimal(String name) {
        return Double.parseDouble(values.get(name));
    }

    private static void exit(String problem, Map<String, String> known) {
        System.err.println(problem);
        known.forEach((name, value) -> System.err.println("  --" + name + (value == null ? "" : " (default " + value + ")")));
        System.exit(2);
    }
}

import java.util.ArrayList;
import java.util.List;

/** The head of a message as it was received: its start line and its fields in their order. */
final class Head {

    final String startLine;
    private final List<String[]> fields = new ArrayList<>();

    Head(String startLine) {
        this.startLine = startLine;
    }

    void add(String name, String value) {
        fields.add(new String[] {name, value});
    }

    /** The first value of that field, or null. */
    String value(String name) {
        List<String> values = values(name);
        return values.isEmpty() ? null : values.get(0);
    }

    List<String> values(String name) {
        return fields.stream().filter(f -> f[0].equalsIgnoreCase(name)).map(f -> f[1]).toList();
    }

    /** Of a request. */
    String method() {
        return startLine.substring(0, startLine.indexOf(' '));
    }

    /** Of a request. */
    String target() {
        return startLine.substring(startLine.indexOf(' ') + 1, startLine.lastIndexOf(' '));
    }

    /** Of an answer. */
    int status() {
        return Integer.parseInt(startLine.substring(9, 12));
    }

    /** Whether {@code Connection} names that option. */
    boolean connection(String option) {
        return values("Connection").stream().flatMap(v -> List.of(v.split(",")).stream())
                .anyMatch(v -> v.trim().equalsIgnoreCase(option));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(startLine);
        fields.forEach(f -> text.append('\n').append(f[0]).append(": ").append(f[1]));
        return text.toString();
    }
}

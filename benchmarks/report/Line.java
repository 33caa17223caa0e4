import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A record: a flat JSON object on a line of its own, whose values are strings and numbers. All that is measured here is written as
 * such lines, so that a report can be read again line by line. README.md says which there are.
 */
final class Line {

    private static final Pattern FIELD = Pattern.compile("\"(\\w+)\": (?:\"((?:[^\"\\\\]|\\\\.)*)\"|(-?[0-9.]+))");

    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** The object that this line of text holds, or an empty one when it holds none. */
    static Line parse(String text) {
        Line line = new Line();
        Matcher field = FIELD.matcher(text);
        while (text.startsWith("{") && field.find()) {
            Object value = field.group(3) == null ? field.group(2).replaceAll("\\\\(.)", "$1") : field.group(3);
            line.fields.put(field.group(1), field.group(3) == null ? value : Double.valueOf(field.group(3)));
        }
        return line;
    }

    Line with(String name, String value) {
        fields.put(name, value);
        return this;
    }

    Line with(String name, double value) {
        fields.put(name, value);
        return this;
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    String text(String name) {
        return String.valueOf(fields.get(name));
    }

    /** That field, or not a number where there is none. */
    double number(String name) {
        return fields.get(name) instanceof Double number ? number : Double.NaN;
    }

    /** As JSON. Numbers have as many decimals as they need, six at most: what is measured here is no more exact. */
    @Override
    public String toString() {
        StringJoiner json = new StringJoiner(", ", "{", "}");
        fields.forEach((name, value) -> json.add("\"" + name + "\": " + (value instanceof Double number ? plain(number) : quoted(value))));
        return json.toString();
    }

    private static String plain(double number) {
        String text = String.format(Locale.ROOT, "%.6f", number);
        return text.replaceAll("\\.?0+$", "");
    }

    private static String quoted(Object text) {
        return '"' + text.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

package io.janus.quarkus.config;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Says in plain words what the YAML parser could not read. */
final class YamlSyntax {

    private YamlSyntax() {
    }

    static void report(MarkedYAMLException e, String text, Findings findings) {
        String problem = String.valueOf(e.getProblem());
        Mark at = e.getProblemMark();
        Mark opened = e.getContextMark();
        if (at == null) {
            findings.file(null, "is not YAML: " + Words.plain(problem) + ".");
            return;
        }
        // What is never closed is found missing at the end of the file, but it is mended where it was opened.
        boolean unclosed = problem.contains("unexpected end of stream") || problem.startsWith("expected ','");
        Mark shown = unclosed && opened != null ? opened : at;
        findings.file(shown.getLine() + 1, "is not YAML at column " + (shown.getColumn() + 1) + ": "
                + plain(problem, at, text));
    }

    private static String plain(String problem, Mark at, String text) {
        if (isTab(text, at) || problem.contains("\\t(TAB)")) {
            return "a tab. YAML is indented with spaces only.";
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return "a colon that does not fit here. Maybe this line is indented too far, the line above has no colon, or a value"
                    + " with a colon needs quotes.";
        }
        if (problem.startsWith("could not find expected ':'")) {
            return "the key before it has no colon. Maybe write key: value.";
        }
        if (problem.contains("unexpected end of stream")) {
            return "a quote that is never closed.";
        }
        if (problem.startsWith("expected ','")) {
            return "a bracket that is never closed, or a comma is missing behind it.";
        }
        if (problem.startsWith("expected <block end>") && problem.contains("<scalar>")) {
            return "a text that does not belong here. Maybe a quote above it is not closed, or the indentation is wrong.";
        }
        if (problem.startsWith("expected <block end>")) {
            return "the indentation does not fit the lines above. Keys of one group begin in the same column.";
        }
        if (problem.startsWith("found undefined alias")) {
            return "the alias *" + Words.plain(problem.substring(problem.lastIndexOf(' ') + 1))
                    + " stands for nothing. Maybe define"
                    + " it above with &, or put a value that begins with * in quotes.";
        }
        if (problem.startsWith("Global tag is not allowed")) {
            return "a tag that begins with !! is not allowed. Remove it.";
        }
        if (problem.startsWith("unexpected character found")) {
            return "a name behind * or & cannot have this character. Maybe put a value that begins with * or & in quotes.";
        }
        if (problem.startsWith("found character")) {
            return "a value cannot begin with this character. Maybe put the value in quotes.";
        }
        return Words.plain(problem) + ".";
    }

    /** What to say about a document that breaks a limit; these errors have no place. */
    static String limit(YAMLException e) {
        String message = String.valueOf(e.getMessage());
        if (message.startsWith("Nesting Depth")) {
            return "is nested more than " + YamlTree.MOST_NESTING + " levels deep. Maybe a bracket is never closed.";
        }
        if (message.startsWith("Number of aliases")) {
            return "shares groups of keys through aliases (*name) more than " + YamlTree.MOST_ALIASES
                    + " times. Maybe write some of them out.";
        }
        return "is not YAML: " + Words.plain(message) + ".";
    }

    private static boolean isTab(String text, Mark at) {
        // The mark counts code points.
        int index = text.offsetByCodePoints(0, Math.min(at.getIndex(), text.codePointCount(0, text.length())));
        return index < text.length() && text.charAt(index) == '\t';
    }
}

package io.janus.server.monitoring;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The rules for Prometheus that the manual has. */
public record Alerts(List<Rule> rules) {

    private static final Path FILE = Path.of("..", "docs", "grafana", "alerts.yaml");

    /** One alert, as it stands there. */
    record Rule(String alert, String expr, String pending, Map<String, String> labels, Map<String, String> annotations) {
    }

    /** Reads them. */
    @SuppressWarnings("unchecked")
    public static Alerts read() throws IOException {
        try (Reader text = Files.newBufferedReader(FILE)) {
            Map<String, List<Map<String, Object>>> file = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            List<Rule> rules = new ArrayList<>();
            for (Map<String, Object> group : file.get("groups")) {
                for (Map<String, Object> rule : (List<Map<String, Object>>) group.get("rules")) {
                    rules.add(new Rule((String) rule.get("alert"), (String) rule.get("expr"), (String) rule.get("for"),
                            (Map<String, String>) rule.get("labels"), (Map<String, String>) rule.get("annotations")));
                }
            }
            return new Alerts(rules);
        }
    }

    /** Every rule's query. */
    public List<Asked> asked() {
        return rules.stream().map(rule -> new Asked("alert " + rule.alert(), rule.expr(),
                String.join(" ", rule.annotations().values()))).toList();
    }
}

package io.janus.server.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import jakarta.json.JsonObject;

import org.jspecify.annotations.Nullable;

import io.janus.server.Table;
import io.janus.server.Versions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code janus history}: which configurations were in force. */
@Command(name = "history", versionProvider = Versions.class, sortOptions = false, description = {
        "Shows which configurations were in force, since when, and who put them there; the newest first.", "" }, footer = { "",
                "Exit codes: 0 done, 1 there is no such version, 2 usage, 3 no running Janus answers." })
public final class HistoryCommand implements Callable<Integer> {

    @Parameters(paramLabel = "VERSION", arity = "0..1", description = "Shows what this version changed, and its text.")
    @Nullable
    Integer version;

    @Mixin
    AdminOptions options = new AdminOptions();

    @Override
    public Integer call() {
        AdminClient client = options.client();
        return version == null ? options.show(client.get("/history"), answer -> answer.read(HistoryCommand::all))
                : options.show(client.get("/history/" + version), answer -> answer.read(HistoryCommand::one));
    }

    private static List<String> all(JsonObject history) {
        Table table = new Table("VERSION", "SINCE", "TRIGGER", "BY", "CHANGES", "");
        history.getJsonArray("versions").getValuesAs(JsonObject.class)
                .forEach(version -> table.row(Long.toString(Fields.number(version, "version")), Fields.time(version, "at"),
                        Fields.text(version, "trigger"), Fields.optional(version, "by").orElse("-"),
                        Integer.toString(Fields.list(version, "changes").size()),
                        Fields.flag(version, "current") ? "in force" : ""));
        return table.lines();
    }

    private static List<String> one(JsonObject version) {
        List<String> lines = new ArrayList<>();
        lines.add("Version " + Fields.number(version, "version") + ", since " + Fields.time(version, "at") + ", "
                + Fields.text(version, "trigger") + Fields.optional(version, "by").map(by -> " by " + by).orElse("")
                + (Fields.flag(version, "current") ? ", in force." : "."));
        lines.addAll(ChangeText.changes(version));
        if (Fields.present(version, "text")) {
            lines.add("");
            Printable.lines(version.getString("text")).lines().forEach(lines::add);
        }
        return lines;
    }
}

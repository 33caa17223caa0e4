package io.janus.server.admin;

import java.util.function.Function;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;

import io.janus.server.CommandRefusedException;
import io.janus.server.top.Wish;

/** Does to endpoints what somebody wishes who looks at them, and says in a line what came of it. */
record EndpointActions(AdminClient client) implements Function<Wish, String> {

    @Override
    public String apply(Wish wish) {
        String path = new EndpointName(wish.backend(), wish.endpoint()).path();
        try {
            ApiAnswer answer = switch (wish.verb()) {
                case DRAIN -> client.post(path + "/drain", JsonValue.EMPTY_JSON_OBJECT);
                case ENABLE -> client.post(path + "/enable", JsonValue.EMPTY_JSON_OBJECT);
                case WEIGHT -> client.post(path + "/weight", weight(wish).build());
            };
            // Read, so that what is no Janus does not look like one.
            answer.read(EndpointText::lines);
            return done(wish);
        } catch (CommandRefusedException e) {
            return String.valueOf(e.getMessage()).lines().findFirst().orElse("It was refused.");
        }
    }

    private static String done(Wish wish) {
        String name = wish.backend() + "/" + wish.endpoint();
        return switch (wish.verb()) {
            case DRAIN -> name + " is drained.";
            case ENABLE -> name + " is not drained any more.";
            case WEIGHT -> wish.weight().isPresent() ? name + " has weight " + wish.weight().getAsInt() + " now."
                    : name + " has its configured weight again.";
        };
    }

    private static JsonObjectBuilder weight(Wish wish) {
        JsonObjectBuilder body = Json.createObjectBuilder();
        return wish.weight().isPresent() ? body.add("weight", wish.weight().getAsInt()) : body.addNull("weight");
    }
}

package io.janus.quarkus.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What to say about a key that is not in the schema. */
final class UnknownKey {

    private UnknownKey() {
    }

    /**
     * @param key the unknown key
     * @param here the group it was found in
     * @return the message, from the key on
     */
    static String message(KeyPath key, Schema.Group here) {
        String name = key.name();
        String meant = meant(key, here);
        if (meant != null) {
            return "is not a key that Janus knows. Maybe write " + meant + ".";
        }
        int dot = name.indexOf('.');
        if (dot > 0 && here.keys().containsKey(name.substring(0, dot))) {
            return "is not a key that Janus knows. Maybe write " + Words.plain(name.substring(0, dot))
                    + ": and, indented below it, "
                    + Words.plain(name.substring(dot + 1)) + ":.";
        }
        String elsewhere = elsewhere(key);
        if (elsewhere != null) {
            return "is not a key that Janus knows at this place. Maybe move it to " + elsewhere + ".";
        }
        return "is not a key that Janus knows. The key" + (here.keys().size() == 1 ? " here is " : "s here are ")
                + Words.list(here.keys().keySet()) + ".";
    }

    /** The key of the group that was probably meant. */
    static @Nullable String meant(KeyPath key, Schema.Group here) {
        return Nearest.to(key.name(), here.keys().keySet());
    }

    /** Where the schema has a key of this name: the place that has most in common with where it was found. */
    private static @Nullable String elsewhere(KeyPath key) {
        List<List<String>> places = new ArrayList<>();
        collect(Schema.ROOT, List.of(), key.name(), places);
        return places.stream().max(Comparator.comparingInt(place -> common(place, key.segments())))
                .map(place -> {
                    int common = common(place, key.segments());
                    List<String> shown = new ArrayList<>(key.segments().subList(0, common));
                    shown.addAll(place.subList(common, place.size()));
                    return String.join(".", shown).replace(".[", "[");
                }).orElse(null);
    }

    private static final String ANY = "<name>";
    private static final String ANY_ITEM = "[…]";

    private static void collect(Schema at, List<String> path, String name, List<List<String>> places) {
        if (at instanceof Schema.Named named) {
            collect(named.value(), and(path, ANY), name, places);
        } else if (at instanceof Schema.Listed listed) {
            collect(listed.item(), and(path, ANY_ITEM), name, places);
        } else if (at instanceof Schema.Group group) {
            for (Map.Entry<String, Schema> entry : group.keys().entrySet()) {
                List<String> place = and(path, entry.getKey());
                if (entry.getKey().equals(name)) {
                    places.add(place);
                }
                collect(entry.getValue(), place, name, places);
            }
        }
    }

    private static int common(List<String> place, List<String> found) {
        int i = 0;
        while (i < place.size() && i < found.size() - 1 && (isAny(place.get(i)) || place.get(i).equals(found.get(i)))) {
            i++;
        }
        return i;
    }

    private static boolean isAny(String segment) {
        return segment.equals(ANY) || segment.equals(ANY_ITEM);
    }

    private static List<String> and(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }
}

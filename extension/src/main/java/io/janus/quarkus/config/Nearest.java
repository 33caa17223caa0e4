package io.janus.quarkus.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** The word that was probably meant. */
final class Nearest {

    /** No key, name or policy is longer; a longer text is nobody's slip of the pen, and comparing it would cost. */
    private static final int LONGEST = 64;

    private Nearest() {
    }

    /**
     * The word of the fewest edits away, if they are few enough to be a slip: one in three letters. Case, underscores and camel
     * case count for nothing.
     */
    static @Nullable String to(String written, Collection<String> words) {
        if (written.length() > LONGEST) {
            return null;
        }
        String text = normal(written);
        String best = null;
        int bestEdits = Math.max(1, text.length() / 3) + 1;
        for (String word : words) {
            int edits = edits(text, normal(word));
            if (edits < bestEdits) {
                bestEdits = edits;
                best = word;
            }
        }
        return best;
    }

    private static String normal(String word) {
        return word.replaceAll("([a-z0-9])([A-Z])", "$1-$2").replace('_', '-').toLowerCase(Locale.ROOT);
    }

    /** Levenshtein's distance with a swap of neighbours as one edit (Damerau; optimal string alignment). */
    private static int edits(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] now = new int[b.length() + 1];
        Arrays.setAll(last, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            now[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(replaced, Math.min(last[j], now[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    now[j] = Math.min(now[j], beforeLast[j - 2] + 1);
                }
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = now;
            now = free;
        }
        return last[b.length()];
    }
}

package io.janus.quarkus;

/**
 * What came of a reload.
 *
 * @param applied whether what the sources say is in force now; also true when they say what was in force already
 * @param restartNeeded whether they ask for something that cannot change while Janus runs and keeps its old value
 * @param message what happened, for people; several lines when the configuration was refused
 */
public record ReloadResult(boolean applied, boolean restartNeeded, String message) {
}

// What can be done to a profile behind a dialog.
export type ProfileDeed = "edit" | "secret" | "forget" | "reset";

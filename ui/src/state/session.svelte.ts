// Who is worked for: profiles, which one is active, and what can be done to them.
import { ask, asErrorView } from "~/backend";
import type {
  ConnectRequest,
  ConnectView,
  ErrorView,
  PracticeScene,
  ProfileEdit,
  ProfileView,
  SecretHome,
  StartView,
} from "~/bindings";

import type { Notices } from "./notices.svelte";
import { Reading } from "./reading.svelte";
import type { Settings } from "./settings.svelte";

export class Session {
  #start = new Reading<StartView>();
  #settings: Settings;
  /** Why the last act on a profile failed. */
  error = $state.raw<ErrorView | null>(null);

  constructor(notices: Notices, settings: Settings) {
    this.#settings = settings;
    notices.on(["profiles", "settings"], () => void this.read());
  }

  /** The host's first answer; `null` until it came. */
  get start(): StartView | null {
    return this.#start.value;
  }

  /** Why the host's first answer did not come. */
  get startError(): ErrorView | null {
    return this.#start.error;
  }

  readonly profiles: ProfileView[] = $derived(this.start?.profiles ?? []);
  readonly active: ProfileView | null = $derived(
    this.profiles.find((profile) => profile.id === this.start?.active) ?? null,
  );
  /** Whether everything on the screen is a simulation. */
  readonly simulated: boolean = $derived(this.active?.kind === "simulator");

  /** Asks the host who is there. No network, no keychain. */
  async read(): Promise<void> {
    const { revision } = this.#settings;
    const start = await this.#start.read(() => ask("start"));
    if (start && revision === this.#settings.revision) this.#settings.take(start.settings);
  }

  async activate(id: string): Promise<ProfileView | null> {
    return this.#act(() => ask("activate_profile", { id }));
  }

  async openSimulator(): Promise<ProfileView | null> {
    return this.#act(() => ask("open_simulator"));
  }

  async resetSimulator(): Promise<ProfileView | null> {
    return this.#act(() => ask("reset_simulator"));
  }

  async practise(scene: PracticeScene): Promise<boolean> {
    return (await this.#act(async () => (await ask("practise", { scene }), true))) ?? false;
  }

  async edit(edit: ProfileEdit): Promise<ProfileView | null> {
    return this.#act(() => ask("edit_profile", { edit }));
  }

  async forget(id: string): Promise<boolean> {
    return (await this.#act(async () => (await ask("forget_profile", { id }), true))) ?? false;
  }

  /** Connects a key. What goes wrong on the way is in the answer's steps. */
  async connect(request: ConnectRequest): Promise<ConnectView | null> {
    return this.#act(() => ask("connect_profile", { request }));
  }

  async enterSecret(id: string, secret: string, keep: SecretHome): Promise<ConnectView | null> {
    return this.#act(() => ask("enter_secret", { id, secret, keep }));
  }

  async #act<T>(deed: () => Promise<T>): Promise<T | null> {
    this.error = null;
    try {
      const result = await deed();
      await this.read();
      return result;
    } catch (thrown) {
      this.error = asErrorView(thrown);
      return null;
    }
  }
}

// An act on one service: its plan with fresh facts, the confirmed deed, and how
// it went.
import { ask, asErrorView } from "~/backend";
import type { ActionKind, ActionPlanView, ActionView, ErrorView } from "~/bindings";

/** Facts older than this are read again before anything that erases or ends is sent. */
export const FRESH_MS = 10_000;

/** Refusals of the host after which only a new plan helps. */
const RENEWED = new Set(["action.facts_changed", "action.plan_not_found"]);

export class Acting {
  readonly service: string;
  /** The act that is being decided on. */
  kind = $state<ActionKind | null>(null);
  plan = $state.raw<ActionPlanView | null>(null);
  /** When the facts of the plan were read. */
  readAt = $state.raw<Date | null>(null);
  /** What is under way. */
  doing = $state<"prepare" | "run" | "repeat" | null>(null);
  error = $state.raw<ErrorView | null>(null);
  /** Whether the plan was renewed at the press and shows something else now. */
  differs = $state(false);
  /** The newest action of this window, also after it has an outcome. */
  last = $state.raw<ActionView | null>(null);
  #now: () => Date;
  #turn = 0;

  constructor(service: string, now: () => Date) {
    this.service = service;
    this.#now = now;
  }

  /** Plans an act: the facts are read, nothing is done. */
  async prepare(kind: ActionKind): Promise<ActionPlanView | null> {
    const mine = ++this.#turn;
    this.kind = kind;
    this.plan = null;
    this.readAt = null;
    this.differs = false;
    this.error = null;
    this.doing = "prepare";
    try {
      const plan = await ask("prepare_action", { service: this.service, kind });
      if (mine !== this.#turn) {
        // Given up before the facts were there.
        await this.#giveUp(plan.plan);
        return null;
      }
      this.#takePlan(plan);
      return plan;
    } catch (thrown) {
      if (mine === this.#turn) this.error = asErrorView(thrown);
      return null;
    } finally {
      if (mine === this.#turn) this.doing = null;
    }
  }

  /**
   * Carries the plan out. Facts that are too old are read again first; where
   * they differ, that is shown and nothing is sent.
   */
  async run(
    typed: string | null,
    reason: string | null,
    fields: Record<string, string> = {},
  ): Promise<ActionView | null> {
    if (!this.plan || this.plan.blocked || this.doing) return null;
    this.doing = "run";
    this.error = null;
    this.differs = false;
    try {
      if (this.#isOld() && (await this.#renew())) return null;
      const plan = this.plan.plan;
      const action = await ask("run_action", { request: { plan, typed, reason, fields } });
      this.last = action;
      this.#drop();
      return action;
    } catch (thrown) {
      await this.#refused(asErrorView(thrown));
      return null;
    } finally {
      this.doing = null;
    }
  }

  /** Gives the plan up, which is written into the audit chain. Nothing is sent. */
  async cancel(): Promise<void> {
    if (this.doing === "run") return;
    const plan = this.plan;
    this.#turn += 1;
    this.doing = null;
    this.error = null;
    this.#drop();
    if (plan) await this.#giveUp(plan.plan);
  }

  /** Sends the identical request of an action without an outcome again: one call. */
  async repeat(id: string): Promise<ActionView | null> {
    if (this.doing) return null;
    this.doing = "repeat";
    this.error = null;
    try {
      this.last = await ask("repeat_action", { id });
      return this.last;
    } catch (thrown) {
      this.error = asErrorView(thrown);
      return null;
    } finally {
      this.doing = null;
    }
  }

  /** Looks how an action that is shown stands now; gives it where that changed. */
  async follow(shown: ActionView): Promise<ActionView | null> {
    if (this.doing) return null;
    try {
      const now = await ask("action", { id: shown.id });
      // Another act was begun meanwhile, or this one was seen by another look.
      if (this.doing || (this.last && this.last.id !== shown.id)) return null;
      const before = this.last?.progress ?? shown.progress;
      this.last = now;
      return now.progress === before ? null : now;
    } catch {
      // It is followed again with the next notice.
      return null;
    }
  }

  /** The outcome was seen; it is shown no longer. */
  dismiss(): void {
    this.last = null;
    this.error = null;
  }

  /** Nothing was sent. Where the facts were the reason they are read anew and shown. */
  async #refused(error: ErrorView): Promise<void> {
    this.error = error;
    if (!RENEWED.has(error.code)) return;
    try {
      await this.#renew();
      if (this.differs) this.error = null;
    } catch (thrown) {
      this.error = asErrorView(thrown);
    }
  }

  #isOld(): boolean {
    return !this.readAt || this.#now().getTime() - this.readAt.getTime() > FRESH_MS;
  }

  /** Reads the facts again; tells whether the plan is another now. */
  async #renew(): Promise<boolean> {
    if (!this.plan || this.kind === null) return true;
    this.#takePlan(await ask("prepare_action", { service: this.service, kind: this.kind }));
    this.differs = this.plan.changes.length > 0;
    return this.differs || this.plan.blocked !== null;
  }

  #takePlan(plan: ActionPlanView): void {
    this.plan = plan;
    this.readAt = this.#now();
  }

  #drop(): void {
    this.kind = null;
    this.plan = null;
    this.readAt = null;
    this.differs = false;
  }

  async #giveUp(plan: string): Promise<void> {
    try {
      await ask("cancel_action", { plan });
    } catch (thrown) {
      this.error = asErrorView(thrown);
    }
  }
}

/** What is in memory already, or a promise of it. A caller always awaits it. */
export type Awaitable<Value> = Value | Promise<Value>;

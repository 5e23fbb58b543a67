/** Follows links and keeps cookies, one step at a time, like a browser without a screen. */
export class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();

  /** One request; a redirect is returned, not followed. */
  async visit(url: string, init: RequestInit = {}): Promise<Response> {
    const { origin } = new URL(url);
    const reply = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...(init.headers as object), cookie: this.cookieFor(origin) },
    });
    const cookies = this.#cookies.get(origin) ?? new Map<string, string>();
    for (const text of reply.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(text)!;
      if (value === '') cookies.delete(name!);
      else cookies.set(name!, value!);
    }
    this.#cookies.set(origin, cookies);
    return reply;
  }

  /** Follows redirects until one leads to an address that starts with this, and returns it. */
  async followTo(url: string, target: string): Promise<string> {
    let next = url;
    for (let hops = 0; hops < 10; hops += 1) {
      const reply = await this.visit(next);
      const location = reply.headers.get('location');
      if (location === null) throw new Error(`${next}: ${reply.status} ${await reply.text()}`);
      next = new URL(location, next).href;
      if (next.startsWith(target)) return next;
    }
    throw new Error(`Ten redirects, and none to ${target}.`);
  }

  cookieFor(origin: string): string {
    return [...(this.#cookies.get(origin) ?? [])].map((pair) => pair.join('=')).join('; ');
  }
}

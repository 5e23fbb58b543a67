import pg from 'pg';

/**
 * Closes its connection after an error of its own, such as a missing password. The driver leaves it
 * open until the server ends it a minute later, and the process runs on until then.
 */
export class DatabaseClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    this.connection.on('error', () => this.connection.stream.destroy());
  }
}

/** Sends a statement before the one ahead of it was answered. */
export class PipelinedClient extends DatabaseClient {
  constructor(config?: pg.ClientConfig) {
    super({ ...config, pipeline: true });
  }

  /** Ends the connection although statements wait for their answers, for which `end` would wait. */
  cut(): void {
    this.connection.stream.destroy();
  }
}

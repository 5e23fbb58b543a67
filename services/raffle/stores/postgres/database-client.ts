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

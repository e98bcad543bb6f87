import type { Command as CliCommand } from 'commander';
import { type Engine, newestOf, type Recorded } from '#event-sourcing';
import { newId } from '#event-sourcing-nest';
import { AcceptClock } from '#timekeeping';
import type { EveryOption } from './command-line.js';
import { CliFailure } from './failure.js';
import { configOf, openLog, withEngine } from './opening.js';
import { operator } from './operator.js';
import { printJson, printLines } from './output.js';

interface ClockOptions extends EveryOption {
  readonly reason?: string;
}

const instead = '请先停止服务再确认时钟 (stop the server before its clock is accepted)';

const standing = (newest: Recorded | undefined) => ({
  wall: new Date().toISOString(),
  newest: newest?.recordedAt,
  position: newest?.position,
});

const accepted = async (engine: Engine, reason: string) => {
  const now = standing(await newestOf(engine.store));
  const command = Object.assign(new AcceptClock(), {
    id: 'main',
    actor: operator,
    issuedAt: now.wall,
    reason,
    wall: now.wall,
    expected: now.newest ?? now.wall,
    commandId: newId(),
    commandHash: newId(),
    correlationId: newId(),
  });
  const { position } = await engine.execute(command);
  return { ...now, accepted: position };
};

const accept = async ({ reason, json, ...options }: ClockOptions): Promise<void> => {
  if (!reason?.trim())
    throw new CliFailure('cli.usage', { message: '确认时钟须写明理由：--reason (say why: --reason)' });
  const config = await configOf(options);
  const done = await withEngine(config, { instead, clockAccepted: true }, (engine) => accepted(engine, reason));
  if (json) return printJson(done);
  await printLines(
    `已确认本机时钟 ${done.wall}，记为第 ${done.accepted} 号事件 (the clock is accepted, event ${done.accepted})`,
  );
};

const show = async ({ json, ...options }: ClockOptions): Promise<void> => {
  const log = await openLog(await configOf(options));
  const now = standing(await newestOf(log).finally(() => log.close()));
  if (json) return printJson(now);
  await printLines(
    `本机时钟 ${now.wall}，最近一次记录 ${now.newest ?? '无'} (the clock, and the time of the newest event)`,
    '时钟正确的，执行 rectify clock accept --reason "…" 确认 (when it is right: rectify clock accept)',
  );
};

export const clockCommand = (command: CliCommand): CliCommand =>
  command
    .option('--reason <text>', '理由，确认时必填 (why, needed to accept)')
    .action(async (act: string | undefined, options: ClockOptions) => {
      if (act === undefined) return show(options);
      if (act === 'accept') return accept(options);
      throw new CliFailure('cli.usage', {
        message: `clock ${act}：只有 clock 和 clock accept (there is clock and clock accept)`,
      });
    });

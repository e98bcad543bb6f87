import type { Command } from 'commander';
import { comparePositions, type Engine } from '#event-sourcing';
import { cancellable, unlessCancelled } from './cancelling.js';
import type { EveryOption } from './command-line.js';
import { CliFailure } from './failure.js';
import { configOf, withEngine } from './opening.js';
import { printJson, printLines } from './output.js';
import { showProgress } from './progress-bar.js';

const chosen = (engine: Engine, view: string | undefined): string[] => {
  const names = engine.storedViews.map(({ name }) => name);
  if (view === undefined) return names;
  if (!names.includes(view)) throw new CliFailure('cli.view-unknown', { view, known: names });
  return [view];
};

/** All at once: each batch of events is read once for all of them. */
const rebuildTogether = async (engine: Engine, views: readonly string[], signal: AbortSignal) => {
  const head = await engine.store.head();
  const started = performance.now();
  const progress = showProgress('重建视图', Number(head));
  const reached = new Map(views.map((view) => [view, '0']));
  const advanced = (view: string, position: string) => {
    reached.set(view, position);
    progress.at(Number([...reached.values()].sort(comparePositions)[0]));
  };
  try {
    const each = views.map(async (view) => {
      await engine.runner.rebuild(view, (at) => advanced(view, at));
      advanced(view, head);
    });
    await unlessCancelled(signal, Promise.all(each));
  } finally {
    progress.end();
  }
  const seconds = (performance.now() - started) / 1000;
  return { views, events: Number(head), seconds, eventsPerSecond: Math.round(Number(head) / seconds) };
};

const rebuild = async (view: string | undefined, options: EveryOption): Promise<void> => {
  const instead = '重建前请先停止服务；服务运行时视图会自行跟上 (stop the server before a rebuild)';
  // Cancelled, the views stay as they were: each is built beside the one in use.
  const done = await cancellable(async (signal) =>
    withEngine(await configOf(options), { instead, keepsViews: true }, (engine) =>
      rebuildTogether(engine, chosen(engine, view), signal),
    ),
  );
  if (options.json) return printJson(done);
  const { views, events, seconds, eventsPerSecond } = done;
  await printLines(
    `已重建 ${views.length} 个视图，${events} 个事件，${seconds.toFixed(1)} 秒，每秒 ${eventsPerSecond} 个事件 (rebuilt: ${views.join(', ')})`,
  );
};

export const rebuildCommand = (command: Command): Command => command.action(rebuild);

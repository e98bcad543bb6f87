import type { Command } from 'commander';
import type { Explained } from './command-line.js';

export interface Listed extends Explained {
  /** Adds the options and the work. Loaded for the command that was called: the others cost no start. */
  readonly completed: () => Promise<(command: Command) => Command>;
}

export const commands: readonly Listed[] = [
  {
    call: 'import <file>',
    does: '导入通报文本或 xlsx 台账为一个轮次，全部写入或全不写入 (takes a report or a ledger as a round, all or nothing)',
    example: 'import 整改台账.xlsx --commit --history carried-over --team 市委第七巡察组 --delivered-on 2023-08-29',
    completed: async () => (await import('./import-command.js')).importCommand,
  },
  {
    call: 'report <round>',
    does: '生成整改情况通报；ROUND 为轮次编号或名称中唯一的一段 (the official report of a round: its id or a unique part of its title)',
    example: 'report 第三轮巡察 --as-of 2023-11-30 --format pdf --out 通报.pdf',
    completed: async () => (await import('./report-command.js')).reportCommand,
  },
  {
    call: 'ledger <round>',
    does: '导出整改台账；ROUND 同 report (the ledger of a round)',
    example: 'ledger 第三轮巡察 --as-of 2023-11-30 --format xlsx --out 台账.xlsx',
    completed: async () => (await import('./report-command.js')).ledgerCommand,
  },
  {
    call: 'events',
    does: '逐行输出事件（NDJSON，原样），服务运行时也可用 (every event as stored, one JSON a line; also beside a running server)',
    example: 'events --after 1200 > 事件.ndjson',
    completed: async () => (await import('./events-command.js')).eventsCommand,
  },
  {
    call: 'rebuild [view]',
    does: '由事件重建视图，不写名称则重建全部 (builds a view anew from the events; all of them when none is named)',
    example: 'rebuild ledger',
    completed: async () => (await import('./rebuild-command.js')).rebuildCommand,
  },
  {
    call: 'verify',
    does: '由已存储的事件逐一重新计算并与封存比对，核对佐证材料，指出第一处不一致，服务运行时也可用 (recomputes the tree from the stored events, checks evidence, names the first thing that differs)',
    example: 'verify --db sqlite:./data/rectify.db',
    completed: async () => (await import('./verify-command.js')).verifyCommand,
  },
  {
    call: 'backup <file>',
    does: '备份事件库和佐证材料并校验，服务运行时也可用；不覆盖已有文件 (a consistent, verified copy, also while a server runs)',
    example: 'backup /备份/rectify-2026-01-31.db',
    completed: async () => (await import('./backup-command.js')).backupCommand,
  },
  {
    call: 'restore <file>',
    does: '把备份恢复到空的事件库和数据目录并校验，中断后可重新执行 (a backup into an empty store and data folder, verified; run again when broken off)',
    example: 'restore /备份/rectify-2026-01-31.db',
    completed: async () => (await import('./restore-command.js')).restoreCommand,
  },
  {
    call: 'copy',
    does: '把全部事件原样复制到另一个事件库并核对，中断后可重新执行以继续 (copies the whole history to another event store, resumes, proves equality)',
    example: 'copy --from sqlite:./data/rectify.db --to sqlite:/新盘/rectify.db',
    namesItsStores: true,
    completed: async () => (await import('./copy-command.js')).copyCommand,
  },
  {
    call: 'clock [act]',
    does: '查看本机时钟与最近一次记录；clock accept 确认时钟无误，须写明理由 (the clock beside the newest event; clock accept says that it is right)',
    example: 'clock accept --reason 停机检修一年后恢复',
    completed: async () => (await import('./clock-command.js')).clockCommand,
  },
  {
    call: 'admin <act>',
    does: 'admin recover 为无法登录的系统管理员或安全管理员签发一次性密码，记录在案 (lets an administrator in who cannot sign in, on record)',
    example: 'admin recover --login admin --reason 由备份恢复',
    completed: async () => (await import('./admin-command.js')).adminCommand,
  },
  {
    call: 'serve',
    does: '启动服务 (starts the server)',
    example: 'serve --port 3000',
    completed: async () => (await import('./serve-command.js')).serveCommand,
  },
];

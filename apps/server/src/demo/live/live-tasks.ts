import type { LiveTaskRow } from './live-rows.js';

/** Issues by their numbers. */
export const liveTasks: readonly LiveTaskRow[] = [
  { title: '复核发展党员档案', issue: 3, measure: '逐份复核，缺项补正', stage: 'planned', due: 8 },
  { title: '推进燃气管道改造', issue: 13, measure: '倒排工期，每周调度', stage: 'working', due: -5 },
  { title: '清运建筑垃圾', issue: 9, measure: '一处一策，清运到位', stage: 'completed', due: 5 },
  { title: '核查在线监测报警', issue: 16, measure: '逐次核查，闭环销号', stage: 'working', due: 22 },
];

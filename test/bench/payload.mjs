// What every store and every peer is given: 500 streams of 10 events, then reports of about 250 bytes.
export const STREAMS = 500;
export const SEED = 10;

export const actor = {
  id: 'account-1',
  personId: 'person-1',
  name: '张三',
  post: '科长',
  unit: '综合部',
  roles: ['reporter'],
  client: 'bench',
};

export const payload = (i) => ({
  issueId: `issue-${i}`,
  percent: i % 100,
  narrative: '已开展理论学习中心组集体学习13次,交流研讨13次'.repeat(3),
});

/** The stream of the i-th command: all in turn, neighbours far apart. */
export const streamOf = (i) => (i * 7919) % STREAMS;

import { downloaded } from './downloaded.js';

const bytes = new TextEncoder().encode('内容');
const named = (name: string) => downloaded({ name, mediaType: 'text/html; charset=utf-8', bytes }).getHeaders();

describe('a file that is sent', () => {
  it('has a plain name beside its Chinese one, and tells its type and length', () => {
    expect(named('会议记录-2024-01-05.html')).toEqual({
      type: 'text/html; charset=utf-8',
      length: 6,
      disposition: `attachment; filename="rectify-2024-01-05.html"; filename*=UTF-8''${encodeURIComponent('会议记录-2024-01-05.html')}`,
    });
  });

  it('has its name quoted where the name could end the header early', () => {
    expect(named(`通报"(一)'*-2024.html`).disposition).toBe(
      `attachment; filename="rectify-2024.html"; filename*=UTF-8''%E9%80%9A%E6%8A%A5%22%28%E4%B8%80%29%27%2A-2024.html`,
    );
  });

  it('is shown rather than kept when it is JSON', () => {
    expect(named('会议记录-2024-01-05.json').disposition).toBeUndefined();
  });
});

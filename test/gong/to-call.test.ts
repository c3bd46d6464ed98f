import { expect, test } from 'vitest';
import { extensiveCallSchema } from '../../src/gong/gong-schemas.ts';
import { toPlatform } from '../../src/gong/to-call.ts';

test.each([
  ['Zoom', '', 'conference', 'zoom'],
  ['Microsoft Teams', '', 'conference', 'teams'],
  ['Cisco Webex Meetings', '', 'conference', 'webex'],
  ['Google Meet', '', 'conference', 'google_meet'],
  ['', 'https://us02web.zoom.us/j/1', 'conference', 'zoom'],
  ['', 'https://meet.google.com/abc', 'conference', 'google_meet'],
  ['Some Dialer', '', 'outbound', 'phone'],
  ['Upload', 'bucket/path.mp4', 'unknown', 'other'],
  ['', '', 'inbound', 'phone'],
] as const)('system %j at %j, %s, is %s', (system, meetingUrl, direction, platform) => {
  expect(toPlatform(system, meetingUrl, direction)).toBe(platform);
});

test.each([
  ['https://app.gong.example/call?id=1', 'https://app.gong.example/call?id=1'],
  ['http://gong.internal/call?id=1', 'http://gong.internal/call?id=1'],
  ['javascript:alert(document.cookie)', null],
  ['JavaScript://gong.example/%0aalert(1)', null],
  ['data:text/html,<script>1</script>', null],
  ['//evil.example', null],
  ['https://', null],
])('of where a call’s page is, %j, people are led to %j', (url, led) => {
  const metaData = { id: '1', started: '2026-11-09T10:00:00Z', url };
  expect(extensiveCallSchema.parse({ metaData }).metaData.url).toBe(led);
});

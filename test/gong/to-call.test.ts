import { expect, test } from 'vitest';
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

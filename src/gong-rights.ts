/** What a profile of Gong lets its users read of their workspace's calls (docs/gong-api.md §6). */
export const CALL_LEVELS = ['all', 'managers-team', 'report-to-them', 'own', 'none'] as const;
export type CallLevel = (typeof CALL_LEVELS)[number];
export const FOLDER_LEVELS = ['all', 'specific-folders', 'none'] as const;
export type FolderLevel = (typeof FOLDER_LEVELS)[number];

/** A permission profile of a workspace. A level that we do not know is `none`. */
export type GongProfile = {
  id: string;
  workspaceId: string;
  name: string;
  callLevel: CallLevel;
  /** Empty: no lead is named. */
  teamLeadIds: string[];
  folderLevel: FolderLevel;
  folderIds: string[];
  userIds: string[];
};

/** A public folder of a workspace's library with the calls that stand in it whole: a snippet opens no call. */
export type GongFolder = { id: string; workspaceId: string; name: string; callIds: string[] };

/** Who reports to whom. */
export type Report = { id: string; managerId: string | null };

/** All that Gong tells of a user's rights. */
export type GongRights = {
  user: { id: string; isActive: boolean };
  /** The user's own, one or more for some workspaces and none for others. */
  profiles: readonly Omit<GongProfile, 'userIds'>[];
  /** Everybody who reports to somebody; empty where no profile asks for it. */
  reports: readonly Report[];
  folders: readonly GongFolder[];
  /** Calls shared with the user through Gong's API. */
  grantedCallIds: readonly string[];
};

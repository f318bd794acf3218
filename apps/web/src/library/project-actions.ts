'use client';

import type { Project, ProjectId } from '@videoexpress/job-schema';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { sentenceOf } from '../api/call-failure.ts';
import { api } from '../api/client.ts';
import { showToast } from '../toasts/toast-store.ts';
import { putProject } from './asset-cache.ts';

/** What can be done with projects. */
export interface ProjectActions {
  /** Makes one; the value is it, or what is wrong with the name. */
  readonly create: (name: string) => Promise<Project | string>;
  /** Gives it another name; the value is what is wrong with it, or null. */
  readonly rename: (id: ProjectId, name: string) => Promise<string | null>;
  /** Deletes it, with a way back. Its assets stay. */
  readonly remove: (project: Project) => Promise<void>;
}

function projectActions(client: QueryClient): ProjectActions {
  const restore = async (project: Project) => {
    const answer = await api.call('restoreProject', { params: { id: project.id } });
    if (!answer.ok) return void showToast({ text: sentenceOf(answer.error), tone: 'negative' });
    const restored = answer.value.body;
    putProject(client, restored);
    if (restored.name !== project.name)
      showToast({ text: `Another project is called ${project.name} by now. This one is back as ${restored.name}.` });
  };
  return {
    create: async (name) => {
      const answer = await api.call('createProject', { body: { name } });
      if (!answer.ok) return sentenceOf(answer.error);
      putProject(client, answer.value.body);
      return answer.value.body;
    },
    rename: async (id, name) => {
      const answer = await api.call('patchProject', { params: { id }, body: { name } });
      if (!answer.ok) return sentenceOf(answer.error);
      putProject(client, answer.value.body);
      return null;
    },
    remove: async (project) => {
      const answer = await api.call('deleteProject', { params: { id: project.id } });
      if (!answer.ok) return void showToast({ text: sentenceOf(answer.error), tone: 'negative' });
      putProject(client, { ...project, deletedAt: project.deletedAt ?? new Date().toISOString() });
      const text = `Project ${project.name} deleted. Its files stay in the library.`;
      showToast({ text, action: { label: 'Undo', run: () => void restore(project) } });
    },
  };
}

/** What can be done with projects, from any part of the page. */
export function useProjectActions(): ProjectActions {
  const client = useQueryClient();
  return useMemo(() => projectActions(client), [client]);
}

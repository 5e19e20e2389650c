import { startVideo } from '../engine/video-client';
import { MotionStudio } from './motion.svelte';
import type { Session } from './session.svelte';

const studios = new WeakMap<Session, MotionStudio>();

/** The session's one studio: a job goes on while another mode is shown. */
export function motionStudio(session: Session): MotionStudio {
  const studio = studios.get(session) ?? new MotionStudio(session, startVideo);
  studios.set(session, studio);
  return studio;
}

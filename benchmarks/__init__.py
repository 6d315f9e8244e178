"""Speed beside other libraries, and response times of the app. Run as `python -m benchmarks.engine` from the root of the repository.

Every contestant gets one thread. Libraries read these variables when they are imported, so they are set here, before all of them.
"""

import os

os.environ.update(dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"))
os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"

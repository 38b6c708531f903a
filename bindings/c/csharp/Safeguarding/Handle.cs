using System;
using System.Runtime.InteropServices;

namespace Safeguarding
{
    /// <summary>
    /// A handle of the library, freed exactly once: by <c>Dispose</c>, or by the garbage collector, and in any case only
    /// after the last call with it has come back.
    /// </summary>
    internal sealed class Handle : SafeHandle
    {
        private readonly Action<IntPtr> free;
        private volatile bool disposed;

        internal Handle(IntPtr handle, Action<IntPtr> free)
            : base(IntPtr.Zero, true)
        {
            this.free = free;
            SetHandle(handle);
        }

        /// <inheritdoc/>
        public override bool IsInvalid
        {
            get { return handle == IntPtr.Zero; }
        }

        internal delegate T Uses<T>(IntPtr handle);

        /// <summary>
        /// Lends the handle to a call. A handle that was disposed of is lent as null, which the library refuses: <c>bad-handle</c>.
        /// </summary>
        internal T Lend<T>(Uses<T> use)
        {
            bool held = false;
            try
            {
                Hold(ref held);
                return use(held ? handle : IntPtr.Zero);
            }
            finally
            {
                if (held)
                {
                    DangerousRelease();
                }
            }
        }

        /// <summary>Makes a call on the handle that gives a document.</summary>
        internal byte[] Answer(AnswersOn call)
        {
            return Lend(on => Boundary.Answer((out Native.Buffer document) => call(on, out document)));
        }

        /// <summary>Makes a call on the handle that takes one document and gives another.</summary>
        internal byte[] Answer(AnswersRequestOn call, byte[] request)
        {
            if (request == null)
            {
                throw new ArgumentNullException(nameof(request));
            }
            UIntPtr length = Boundary.Length(request);
            return Lend(on => Boundary.Answer((out Native.Buffer document) => call(on, request, length, out document)));
        }

        internal delegate int AnswersOn(IntPtr on, out Native.Buffer document);

        internal delegate int AnswersRequestOn(IntPtr on, byte[] request, UIntPtr length, out Native.Buffer document);

        /// <inheritdoc/>
        protected override void Dispose(bool disposing)
        {
            disposed = true;
            base.Dispose(disposing);
        }

        /// <inheritdoc/>
        protected override bool ReleaseHandle()
        {
            free(handle);
            return true;
        }

        private void Hold(ref bool held)
        {
            // While another thread is in a call, a disposed handle could still be held: it is refused all the same.
            if (disposed)
            {
                return;
            }
            try
            {
                DangerousAddRef(ref held);
            }
            catch (ObjectDisposedException)
            {
                held = false;
            }
        }
    }
}

//! A job: programs of Windows that end together. Elsewhere, a process group is this.

use std::io;
use std::os::windows::io::{AsRawHandle, FromRawHandle, OwnedHandle};
use std::process::Child;
use std::ptr::{from_ref, null};

use windows_sys::Win32::System::JobObjects::{
    AssignProcessToJobObject, CreateJobObjectW, JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE,
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION, JobObjectExtendedLimitInformation, SetInformationJobObject,
    TerminateJobObject,
};

/// The creation flag (`CREATE_NEW_PROCESS_GROUP`) of a program that the Ctrl-C of our own console does not reach.
pub const GROUP: u32 = windows_sys::Win32::System::Threading::CREATE_NEW_PROCESS_GROUP;

/// A job. The processes in it, and those that they start, end when it is dropped; so they do if our own process
/// ends, in whatever way, because the system then closes the job.
#[derive(Debug)]
pub struct Job(OwnedHandle);

impl Job {
    /// A job without processes (`CreateJobObject`, `SetInformationJobObject`).
    ///
    /// # Errors
    /// The system's reason.
    pub fn new() -> io::Result<Self> {
        // SAFETY: null stands for no attributes and no name.
        let handle = unsafe { CreateJobObjectW(null(), null()) };
        if handle.is_null() {
            return Err(io::Error::last_os_error());
        }
        // SAFETY: the handle is a new one, and nobody else's.
        let job = unsafe { OwnedHandle::from_raw_handle(handle) };
        let mut limits = JOBOBJECT_EXTENDED_LIMIT_INFORMATION::default();
        limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
        let size = u32::try_from(size_of_val(&limits)).map_err(io::Error::other)?;
        let limits = from_ref(&limits).cast();
        // SAFETY: the job is open, and `limits` are `size` bytes of the type that this kind of information has.
        succeeded(unsafe {
            SetInformationJobObject(job.as_raw_handle(), JobObjectExtendedLimitInformation, limits, size)
        })?;
        Ok(Self(job))
    }

    /// Takes a process into the job (`AssignProcessToJobObject`).
    ///
    /// # Errors
    /// The system's reason: the process has ended, for example.
    pub fn take(&self, process: &Child) -> io::Result<()> {
        // SAFETY: both handles are open.
        succeeded(unsafe { AssignProcessToJobObject(self.0.as_raw_handle(), process.as_raw_handle()) })
    }

    /// Ends all processes of the job (`TerminateJobObject`), with exit status 1.
    ///
    /// # Errors
    /// The system's reason.
    pub fn end(&self) -> io::Result<()> {
        // SAFETY: the handle is open.
        succeeded(unsafe { TerminateJobObject(self.0.as_raw_handle(), 1) })
    }
}

/// The result of a function of Windows that returns 0 for a failure.
pub(crate) fn succeeded(result: i32) -> io::Result<()> {
    if result == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

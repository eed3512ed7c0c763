# The test `layers`: who may include whom. Reads every #include below protocol/, analysis/ and
# server/ and holds it against the table below. Run as: cmake -DROOT=<checkout> -P layers.cmake
#
# CMake's targets cannot do this: the headers of all packages sit in one folder, so a forbidden one
# is always found. What is not allowed here is forbidden; to allow more, add it to the table and say
# in the commit why the arrow is right.
cmake_minimum_required(VERSION 3.25)

# room(FOLDER MAY <folders of this project> USE <library headers, as regular expressions>)
# The row with the longest matching folder counts for a file. Standard headers need no row.
set(rooms "")
macro(room folder)
  cmake_parse_arguments(room "" "" "MAY;USE" ${ARGN})
  list(APPEND rooms ${folder})
  set(may_${folder} ${room_MAY})
  set(use_${folder} ${room_USE})
endmacro()

set(text analysis/text)
set(markdown ${text} analysis/markdown)
set(plan ${markdown} analysis/plan analysis/pages.h)
set(workspace ${plan} analysis/workspace)

room(protocol MAY protocol USE nlohmann/ fmt/)
room(analysis MAY analysis/pages.h)  # the headers that lie directly in analysis/
room(analysis/text MAY ${text} USE fmt/ utf8proc.h)
room(analysis/markdown MAY ${markdown} USE fmt/ md4c.h)
room(analysis/plan MAY ${plan} USE fmt/)
room(analysis/workspace MAY ${workspace} USE fmt/)
room(analysis/rules MAY ${workspace} analysis/rules USE fmt/)
room(analysis/features MAY ${workspace} analysis/rules analysis/features USE fmt/)
room(analysis/pictures MAY ${workspace} analysis/rules analysis/features analysis/pictures USE fmt/)
room(server MAY protocol analysis server
     USE nlohmann/ fmt/ CLI/ toml[+][+]/ sys/ "(unistd|fcntl|poll|signal|time).h")

# Only here, whatever the table says: a file and the headers that are its alone.
set(only_server/asio.h boost/)
set(only_server/history.cpp git2.h)

# Analysis is values in, values out: no I/O, no threads, no clock.
set(impure thread mutex shared_mutex condition_variable future filesystem fstream iostream ctime time.h)
set(clocks "(system|steady|high_resolution|file|utc)_clock")

set(faults "")
set(count 0)
macro(fault text)
  string(APPEND faults "${file}:${number}: ${text}\n")
endmacro()

function(matches header patterns result)
  set(${result} FALSE PARENT_SCOPE)
  foreach(pattern IN LISTS patterns)
    if(header MATCHES "^${pattern}")
      set(${result} TRUE PARENT_SCOPE)
    endif()
  endforeach()
endfunction()

file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/protocol/*.h ${ROOT}/protocol/*.cpp
     ${ROOT}/analysis/*.h ${ROOT}/analysis/*.cpp ${ROOT}/server/*.h ${ROOT}/server/*.cpp)
foreach(file IN LISTS files)
  math(EXPR count "${count} + 1")
  get_filename_component(folder ${file} DIRECTORY)
  while(NOT folder IN_LIST rooms)
    get_filename_component(folder ${folder} DIRECTORY)
  endwhile()
  # A new folder in analysis/ must say where it stands; it does not inherit analysis/'s own row.
  if(folder STREQUAL "analysis" AND file MATCHES "^analysis/[^/]+/")
    set(number 1)
    fault("analysis/ has no such room in the table of tests/layers.cmake")
    continue()
  endif()

  # Characters that would make CMake's lists swallow a line are of no interest here.
  file(READ ${ROOT}/${file} text)
  string(REGEX REPLACE "[][;\\]" " " text "${text}")
  string(REPLACE "\n" ";" lines "${text}")
  set(number 0)
  foreach(line IN LISTS lines)
    math(EXPR number "${number} + 1")
    if(line MATCHES "^[ \t]*#[ \t]*include[ \t]*([<\"])([^>\"]+)[>\"]")
      set(quote "${CMAKE_MATCH_1}")
      set(header "${CMAKE_MATCH_2}")
      if(quote STREQUAL "\"" OR header MATCHES "^(protocol|analysis|server)/")
        set(allowed FALSE)
        foreach(other IN LISTS may_${folder})
          if(header STREQUAL other OR header MATCHES "^${other}/")
            set(allowed TRUE)
          endif()
        endforeach()
        if(NOT header MATCHES "^(protocol|analysis|server)/")
          fault("\"${header}\": write the path from the root, and packages in <>")
        elseif(NOT allowed)
          fault("${folder}/ must not include ${header}")
        elseif(NOT quote STREQUAL "\"")
          fault("<${header}>: this project's headers stand in quotes")
        endif()
      else()
        matches(${header} "${use_${folder}}" allowed)
        matches(${header} "${only_${file}}" own)
        if(header MATCHES "[./]" AND NOT allowed AND NOT own)
          fault("${folder}/ must not include <${header}>")
        endif()
        if(file MATCHES "^analysis/" AND header IN_LIST impure)
          fault("<${header}>: analysis has no I/O, no threads and no clock")
        endif()
      endif()
    elseif(file MATCHES "^analysis/" AND line MATCHES "${clocks}")
      fault("${CMAKE_MATCH_0}: analysis has no clock; today is passed in")
    endif()
  endforeach()
endforeach()

if(faults)
  message(NOTICE "${faults}")
  message(FATAL_ERROR "An include or a clock is where it must not be.")
endif()
message(STATUS "${count} files, every include allowed")
